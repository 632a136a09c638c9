import { CatalogueError } from '@har/errors';
import type { Quiz } from '@har/contracts';
import { isComplete, storedBody } from './lesson-body';
import { durationOf } from './lesson-duration';

const QUIZ: Quiz = {
  passing_score: 70,
  questions: [{ type: 'true_false', question: 'Is 7 prime?', correct: [true], points: 1, explanation: '' }],
};
const EXERCISE = {
  instructions: '<p onclick="x()">Do it</p>',
  starter: '<b>',
  solution: '<script>x</script><p>So</p>',
};

describe('storedBody', () => {
  it('stores the body of the type, cleaned', () => {
    expect(storedBody('text', { content: '<p onclick="x()">Hi</p>' })).toEqual({ content: '<p>Hi</p>' });
    expect(storedBody('exercise', { exercise: EXERCISE })).toEqual({
      exercise: { instructions: '<p>Do it</p>', starter: '<b>', solution: '<p>So</p>' },
    });
    const video = { url: 'https://x.test/a.mp4', duration_seconds: 0, transcript: '', thumbnail_url: null };
    expect(storedBody('video', { video: video.url })).toEqual({ video });
    expect(storedBody('video', { video })).toEqual({ video });
  });

  it('stores nothing where nothing was sent', () => {
    for (const type of ['video', 'text', 'quiz', 'exercise'] as const)
      expect(storedBody(type, {})).toEqual({});
  });

  it('gives questions ids, and keeps those that it knows', () => {
    const { quiz } = storedBody('quiz', { quiz: QUIZ });
    const [first] = quiz!.questions;
    expect(first?._id).toMatch(/^[0-9a-f]{24}$/);
    const forged = { ...QUIZ.questions[0]!, _id: 'f'.repeat(24) };
    const again = storedBody('quiz', { quiz: { ...QUIZ, questions: [first!, forged] } }, { quiz });
    expect(again.quiz?.questions[0]?._id).toBe(first?._id);
    expect(again.quiz?.questions[1]?._id).not.toBe(forged._id);
  });

  it('names every body that is of another type', () => {
    const store = () => storedBody('text', { content: 'x', quiz: QUIZ, video: 'https://x.test' });
    expect(store).toThrow(CatalogueError);
    try {
      store();
    } catch (error) {
      const { details } = error as CatalogueError;
      expect(details.map(({ field }) => field)).toEqual(['body.video', 'body.quiz']);
    }
  });
});

it.each([
  ['text', {}, false, 0],
  ['text', { content: '<p> </p>' }, false, 0],
  ['text', { content: `<p>${'word '.repeat(200)}</p>` }, true, 60],
  ['video', {}, false, 0],
  [
    'video',
    { video: { url: 'https://x.test', duration_seconds: 61.4, transcript: '', thumbnail_url: null } },
    true,
    61,
  ],
  ['quiz', {}, false, 0],
  ['quiz', { quiz: storedBody('quiz', { quiz: QUIZ }).quiz }, true, 60],
  ['exercise', {}, false, 0],
  ['exercise', { exercise: { instructions: 'Do it', starter: '', solution: '' } }, true, 601],
  ['exercise', { exercise: { instructions: '', starter: 'x', solution: 'x' } }, false, 600],
] as const)('a lesson of type %s with %j: complete %s, %d s', (type, body, complete, seconds) => {
  expect(isComplete(type, body as never)).toBe(complete);
  expect(durationOf(type, body as never)).toBe(seconds);
});
