import type { GivenAnswer, QuizAnswer } from '@har/contracts';
import { CatalogueError, type ErrorDetail } from '@har/errors';
import { foldText } from '@har/text-analysis';
import { percentage } from '../enrollment/enrollment-standing';
import type { StoredQuestion, StoredQuiz } from '../lesson/lesson.schema';
import type { MarkedQuestion } from './quiz-attempt.schema';

export interface Marks {
  /** Percentage of the points, at most two decimals. */
  readonly score: number;
  readonly passed: boolean;
  readonly results: MarkedQuestion[];
}

/**
 * Marks a quiz. A question earns all of its points or none: several right options earn nothing unless they are exactly
 * the right ones, so that ticking everything is no strategy. What is not answered is wrong.
 *
 * @throws CatalogueError VALIDATION_FAILED naming each answer to a question that the quiz does not have, to one that is
 * answered already, or of another kind than its question asks for
 */
export function markQuiz(quiz: StoredQuiz, given: readonly GivenAnswer[]): Marks {
  const answers = answersByQuestion(quiz, given);
  const results = quiz.questions.map((question) => mark(question, answers.get(question._id)));
  const earned = sum(results.map((result) => result.points_earned));
  const total = sum(results.map((result) => result.points));
  // Compared as integers: a score that is rounded up to the limit does not pass.
  return { score: percentage(earned, total), passed: earned * 100 >= quiz.passing_score * total, results };
}

/** The right answer of a question, as it is shown to those who may see it. */
export function rightAnswerOf(question: StoredQuestion): number[] | boolean | string[] {
  if (question.type === 'short_answer') return question.accepted_answers;
  return question.type === 'true_false' ? question.correct[0] : question.correct;
}

/** A short answer as it is compared: without case, accents, and space that says nothing. */
export function normalizeShortAnswer(text: string): string {
  return foldText(text.normalize('NFKC')).replace(/\s+/gu, ' ').trim();
}

function mark(question: StoredQuestion, answer: QuizAnswer | undefined): MarkedQuestion {
  const correct = answer !== undefined && isRight(question, answer);
  const { _id, points } = question;
  return {
    question_id: _id,
    ...(answer !== undefined && { answer }),
    correct,
    points,
    points_earned: correct ? points : 0,
  };
}

function isRight(question: StoredQuestion, answer: QuizAnswer): boolean {
  switch (question.type) {
    case 'true_false':
      return answer === question.correct[0];
    case 'short_answer': {
      const normalized = normalizeShortAnswer(String(answer));
      return question.accepted_answers.some((accepted) => normalizeShortAnswer(accepted) === normalized);
    }
    case 'single':
    case 'multiple': {
      const chosen = new Set(Array.isArray(answer) ? answer : [answer]);
      return (
        chosen.size === question.correct.length && question.correct.every((position) => chosen.has(position))
      );
    }
  }
}

function answersByQuestion(quiz: StoredQuiz, given: readonly GivenAnswer[]): Map<string, QuizAnswer> {
  const answers = new Map<string, QuizAnswer>();
  const details: ErrorDetail[] = [];
  given.forEach(({ question_id, index, answer }, at) => {
    const field = `body.answers.${at}`;
    const question =
      question_id === undefined
        ? quiz.questions[index!]
        : quiz.questions.find(({ _id }) => _id === question_id);
    if (!question) details.push({ field, message: 'is for a question that this quiz does not have' });
    else if (answers.has(question._id))
      details.push({ field, message: 'answers a question that is answered already' });
    else if (!fits(question, answer))
      details.push({ field: `${field}.answer`, message: EXPECTED[question.type] });
    else answers.set(question._id, answer);
  });
  if (details.length > 0) throw new CatalogueError('VALIDATION_FAILED', {}, details);
  return answers;
}

const EXPECTED = {
  single: 'must be the position of one option',
  multiple: 'must be a list of positions of options',
  true_false: 'must be true or false',
  short_answer: 'must be a text',
} as const;

function fits(question: StoredQuestion, answer: QuizAnswer): boolean {
  switch (question.type) {
    case 'true_false':
      return typeof answer === 'boolean';
    case 'short_answer':
      return typeof answer === 'string';
    case 'multiple':
      return Array.isArray(answer) && answer.every((position) => position < question.options.length);
    case 'single':
      return positionsOf(answer).length === 1 && positionsOf(answer)[0]! < question.options.length;
  }
}

/** A single choice may come as a position, or as a list of one. */
function positionsOf(answer: QuizAnswer): number[] {
  if (typeof answer === 'number') return [answer];
  return Array.isArray(answer) ? answer : [];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
