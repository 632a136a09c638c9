import fc from 'fast-check';
import type { GivenAnswer } from '@har/contracts';
import type { StoredQuestion, StoredQuiz } from '../lesson/lesson.schema';
import { markQuiz, normalizeShortAnswer, rightAnswerOf } from './quiz-marking';

const idOf = (at: number) => at.toString(16).padStart(24, '0');

const QUESTION = { question: '?', explanation: 'because' };
const questionAt = (at: number, points: number, kind: number): StoredQuestion => {
  const head = { ...QUESTION, _id: idOf(at), points };
  if (kind === 0) return { ...head, type: 'single', options: ['a', 'b', 'c'], correct: [1] };
  if (kind === 1) return { ...head, type: 'multiple', options: ['a', 'b', 'c'], correct: [0, 2] };
  if (kind === 2) return { ...head, type: 'true_false', correct: [true] };
  return { ...head, type: 'short_answer', accepted_answers: ['Écart-type', 'sigma'] };
};
const RIGHT = [1, [2, 0], true, ' ecart-TYPE '] as const;
const WRONG = [0, [0, 1, 2], false, 'mean'] as const;

const quizzes = fc.record({
  passing_score: fc.integer({ min: 1, max: 100 }),
  questions: fc
    .array(fc.record({ points: fc.integer({ min: 1, max: 100 }), kind: fc.nat(3) }), {
      minLength: 1,
      maxLength: 12,
    })
    .map((all) => all.map(({ points, kind }, at) => ({ kind, question: questionAt(at, points, kind) }))),
});

describe('markQuiz', () => {
  it('gives each question all of its points or none, and passes by points', () => {
    fc.assert(
      fc.property(quizzes, fc.infiniteStream(fc.constantFrom('right', 'wrong', 'none')), (quiz, choices) => {
        const chosen = quiz.questions.map(() => choices.next().value);
        const stored: StoredQuiz = {
          passing_score: quiz.passing_score,
          questions: quiz.questions.map((q) => q.question),
        };
        const answers = quiz.questions.flatMap(({ kind, question }, at): GivenAnswer[] => {
          if (chosen[at] === 'none') return [];
          const answer = (chosen[at] === 'right' ? RIGHT : WRONG)[kind] as GivenAnswer['answer'];
          return [at % 2 ? { question_id: question._id, answer } : { index: at, answer }];
        });
        const marks = markQuiz(stored, answers.reverse());
        const points = (only: (at: number) => boolean) =>
          stored.questions.reduce((sum, question, at) => sum + (only(at) ? question.points : 0), 0);
        const earned = points((at) => chosen[at] === 'right');
        const total = points(() => true);
        expect(marks.results.map((result) => result.correct)).toEqual(chosen.map((one) => one === 'right'));
        // Rounded to two decimals, a half may go either way.
        expect(Math.abs(marks.score - (earned / total) * 100)).toBeLessThanOrEqual(0.005 + 1e-9);
        expect(marks.passed).toBe(earned / total >= quiz.passing_score / 100 - 1e-12);
        expect(marks.score).toBeGreaterThanOrEqual(0);
        expect(marks.score).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('does not pass by rounding up', () => {
    const questions = [questionAt(0, 2, 0), questionAt(1, 1, 2)];
    const quiz: StoredQuiz = { passing_score: 67, questions };
    expect(markQuiz(quiz, [{ index: 0, answer: 1 }])).toMatchObject({ score: 66.67, passed: false });
  });

  it('takes a single choice as a list of one', () => {
    const quiz: StoredQuiz = { passing_score: 70, questions: [questionAt(0, 1, 0)] };
    expect(markQuiz(quiz, [{ index: 0, answer: [1] }]).passed).toBe(true);
    expect(() => markQuiz(quiz, [{ index: 0, answer: [0, 1] }])).toThrow('VALIDATION_FAILED');
  });

  it('names every answer that does not fit', () => {
    const quiz: StoredQuiz = { passing_score: 70, questions: [questionAt(0, 1, 0), questionAt(1, 1, 1)] };
    const answers: GivenAnswer[] = [
      { index: 0, answer: 'a' },
      { index: 1, answer: [0, 3] },
      { index: 5, answer: 1 },
    ];
    const fields = () => {
      try {
        return markQuiz(quiz, answers);
      } catch (error) {
        return (error as { details: { field: string }[] }).details.map(({ field }) => field);
      }
    };
    expect(fields()).toEqual(['body.answers.0.answer', 'body.answers.1.answer', 'body.answers.2']);
  });
});

describe('normalizeShortAnswer', () => {
  it.each([
    ['  Écart   type ', 'ecart type'],
    ['ŒUVRE', 'oeuvre'],
    ['a\u00a0b\tc', 'a b c'],
  ])('makes %j %j', (text, normalized) => expect(normalizeShortAnswer(text)).toBe(normalized));

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const once = normalizeShortAnswer(text);
        expect(normalizeShortAnswer(once)).toBe(once);
      }),
    );
  });
});

it('shows the right answer by the type of the question', () => {
  expect([0, 1, 2, 3].map((kind) => rightAnswerOf(questionAt(0, 1, kind)))).toEqual([
    [1],
    [0, 2],
    true,
    ['Écart-type', 'sigma'],
  ]);
});
