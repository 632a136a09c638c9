import type { DemoCourse } from './course.types';
import { DEMO_INSTRUCTORS, DEMO_LEARNERS, DEMO_PASSWORD, DEMO_REVIEWS } from './people';
import type { DemoJourney, DemoLearner } from './people.types';
import { listCourseSlugs, readCourse } from './read-course';

const courses = new Map(listCourseSlugs().map((slug) => [slug, readCourse(slug)]));
const lessonCount = (course: DemoCourse) => course.modules.flatMap((module) => module.lessons).length;
const accessOf = ({ price }: DemoCourse): DemoJourney['access'] => {
  if (price.amount === 0) return 'free';
  return price.pricing_model === 'subscription' ? 'subscription' : 'purchase';
};
const journeys = DEMO_LEARNERS.flatMap((learner) =>
  learner.journeys.map((journey) => ({ learner, journey, name: `${learner.key} in ${journey.course}` })),
);
const isComplete = ({ course, completed }: DemoJourney) =>
  completed === 'all' || completed.length === lessonCount(courses.get(course)!);

describe('demo people', () => {
  it('are three instructors and eight learners with addresses of their own', () => {
    const people = [...Object.values(DEMO_INSTRUCTORS), ...DEMO_LEARNERS];
    const emails = people.map((person) => person.email);
    expect(DEMO_LEARNERS).toHaveLength(8);
    expect(new Set(emails).size).toBe(11);
    expect(emails.filter((email) => !/^[a-z.]+@demo\.har\.academy$/.test(email))).toEqual([]);
    expect(new Set(DEMO_LEARNERS.map((learner) => learner.key)).size).toBe(8);
  });

  it('have a password that registration accepts (001 §SERVICE 1 B)', () => {
    expect(DEMO_PASSWORD).toMatch(/^(?=.*[A-Z])(?=.*\d).{8,}$/);
  });

  it('teach at least one course each', () => {
    const teachers = new Set([...courses.values()].map((course) => course.instructor));
    expect([...teachers].sort()).toEqual(Object.keys(DEMO_INSTRUCTORS).sort());
  });
});

describe.each(journeys)('the journey of $name', ({ learner, journey }) => {
  it('leads through a course that exists, once, and by the way its price allows', () => {
    const course = courses.get(journey.course);
    expect(course).toBeDefined();
    expect(learner.journeys.filter((other) => other.course === journey.course)).toHaveLength(1);
    expect(journey.access).toBe(accessOf(course!));
    expect(journey.access === 'subscription' && !learner.plan).toBe(false);
  });

  it('names lessons of the course in ascending order', () => {
    const completed = journey.completed === 'all' ? [] : journey.completed;
    const last = lessonCount(courses.get(journey.course)!);
    expect(completed).toEqual([...new Set(completed)].sort((a, b) => a - b));
    expect(completed.filter((n) => !Number.isInteger(n) || n < 1 || n > last)).toEqual([]);
  });
});

describe('demo journeys', () => {
  it('together show every course, every access and every state of progress', () => {
    const all = journeys.map(({ journey }) => journey);
    expect([...new Set(all.map((journey) => journey.course))].sort()).toEqual([...courses.keys()]);
    expect(new Set(all.map((journey) => journey.access)).size).toBe(3);
    expect(all.filter((journey) => journey.completed.length === 0).length).toBeGreaterThan(0);
    expect(all.filter(isComplete).length).toBeGreaterThan(0);
    expect(
      all.filter((journey) => journey.completed.length > 0 && !isComplete(journey)).length,
    ).toBeGreaterThan(0);
  });
});

describe('the last demo review', () => {
  it('has votes, by which the loader sees that all is there', () => {
    expect(DEMO_REVIEWS.at(-1)?.helpful?.length).toBeGreaterThan(0);
  });
});

describe('demo reviews', () => {
  it('are written once a course, by learners who have begun it', () => {
    const begun = (learner: DemoLearner, course: string) =>
      learner.journeys.some((journey) => journey.course === course && journey.completed.length > 0);
    const strangers = DEMO_REVIEWS.filter(
      (review) =>
        !DEMO_LEARNERS.some((learner) => learner.key === review.learner && begun(learner, review.course)),
    );
    expect(strangers).toEqual([]);
    expect(new Set(DEMO_REVIEWS.map((review) => `${review.learner} ${review.course}`)).size).toBe(
      DEMO_REVIEWS.length,
    );
  });

  it('are found helpful by other learners, and answered here and there', () => {
    const keys = new Set(DEMO_LEARNERS.map(({ key }) => key));
    const wrong = DEMO_REVIEWS.filter(({ learner, helpful = [] }) => {
      const others = helpful.filter((key) => keys.has(key) && key !== learner);
      return new Set(others).size !== helpful.length;
    });
    expect(wrong).toEqual([]);
    const answered = DEMO_REVIEWS.filter(({ reply }) => reply !== undefined).length;
    expect(answered).toBeGreaterThan(3);
    expect(answered).toBeLessThan(DEMO_REVIEWS.length);
  });

  it('have a whole rating from 1 to 5 and a text', () => {
    const wrong = DEMO_REVIEWS.filter(
      ({ rating, text }) => ![1, 2, 3, 4, 5].includes(rating) || text.length < 20,
    );
    expect(wrong).toEqual([]);
  });
});
