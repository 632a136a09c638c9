import { DEMO_INSTRUCTORS, DEMO_LEARNERS } from './people';
import { DEMO_QUESTIONS } from './questions';
import { readCourse } from './read-course';

const takes = (learner: string, course: string) =>
  DEMO_LEARNERS.find(({ key }) => key === learner)?.journeys.some((journey) => journey.course === course);

describe.each(DEMO_QUESTIONS.map((question) => [question.text.slice(0, 40), question] as const))(
  '%s…',
  (_text, { course: slug, lesson, by, text, votes, answers }) => {
    const course = readCourse(slug);
    const learners = [by, ...votes, ...answers.flatMap((answer) => answer.votes)];

    it('is asked, answered and voted for by people of the course', () => {
      const answering = answers.map((answer) => answer.by).filter((key) => key !== course.instructor);
      expect([...learners, ...answering].filter((key) => !takes(key, slug))).toEqual([]);
      expect(answers.filter((answer) => answer.by in DEMO_INSTRUCTORS).length).toBeLessThanOrEqual(1);
    });

    it('has one official answer at most, and nobody votes for themself or twice', () => {
      expect(answers.filter(({ official }) => official).length).toBeLessThanOrEqual(1);
      for (const one of [{ by, votes }, ...answers]) {
        expect(one.votes).not.toContain(one.by);
        expect(new Set(one.votes).size).toBe(one.votes.length);
      }
    });

    it('is under a lesson that exists, in words of its own', () => {
      expect(course.modules.flatMap(({ lessons }) => lessons)[lesson - 1]).toBeDefined();
      expect([text, ...answers.map((answer) => answer.text)].filter(({ length }) => length < 20)).toEqual([]);
    });
  },
);

it('leaves out the last learner, who comes when everything else is there', () => {
  expect(JSON.stringify(DEMO_QUESTIONS)).not.toContain(`"${DEMO_LEARNERS.at(-1)!.key}"`);
});
