import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentToBlocks } from '@har/text-analysis';
import { brokenRule, quotableText } from '../src/quiz-generation/question-checks';
import { generateQuiz } from '../src/quiz-generation/quiz-generator';
import type { QuizQuestion } from '../src/quiz-generation/quiz-question';
import { readEvalLessons, type EvalLesson } from './eval-lesson';

/** Shares from 0 to 1, but for the counts. */
export interface QuizFigures {
  questions: number;
  /** Questions that keep every rule a question must keep. */
  invariants: number;
  /** Of the questions asked for, those that were made. */
  delivery: number;
  /** Questions that a reader judged, of the first three of each lesson. */
  audited: number;
  /** Of the judged, those that can be understood alone and have exactly one defensible option. */
  uniqueAnswer: number;
}

/** What a reader found wrong with a question, by its key; an empty string where nothing is. */
type Audit = Record<string, string>;

const ASKED = 5;
const JUDGED = 3;

/** Names one question with its options: a question that changes must be read again. */
export function auditKey({ question, options, correct_index }: QuizQuestion): string {
  return createHash('sha256')
    .update([question, ...[...options].sort(), options[correct_index]].join('\n'))
    .digest('hex')
    .slice(0, 12);
}

/** The first questions of every lesson, as they are judged by a reader. */
export function judgedQuestions(): { lesson: EvalLesson; question: QuizQuestion }[] {
  return readEvalLessons().flatMap((lesson) =>
    quizOf(lesson)
      .slice(0, JUDGED)
      .map((question) => ({ lesson, question })),
  );
}

/** Asks for five questions a lesson and checks all of them. */
export function evaluateQuizzes(): QuizFigures {
  const lessons = readEvalLessons();
  const made = lessons.map((lesson) => ({ lesson, questions: quizOf(lesson) }));
  const questions = made.flatMap((quiz) => quiz.questions);
  const kept = made.flatMap((quiz) => quiz.questions.filter((question) => isSound(question, quiz.lesson)));
  const audit = JSON.parse(readFileSync(join(__dirname, 'quiz-audit.json'), 'utf8')) as Audit;
  const judged = judgedQuestions();
  const verdicts = judged.flatMap(({ question }) => audit[auditKey(question)] ?? []);
  return {
    questions: questions.length,
    invariants: kept.length / questions.length,
    delivery: questions.length / (lessons.length * ASKED),
    audited: verdicts.length / judged.length,
    uniqueAnswer: verdicts.filter((defect) => defect === '').length / Math.max(1, verdicts.length),
  };
}

function quizOf({ content }: EvalLesson): QuizQuestion[] {
  return generateQuiz({ content, num_questions: ASKED }).questions;
}

function isSound(question: QuizQuestion, { content }: EvalLesson): boolean {
  const { options, correct_index, kind, tier, source_quote, explanation } = question;
  const draft = {
    kind,
    tier,
    question: question.question,
    correct: options[correct_index] ?? '',
    wrong: options.filter((_, place) => place !== correct_index),
    ...(options.length === 2 && { ordered: options }),
    source_quote,
  };
  return (
    explanation.includes(source_quote) &&
    brokenRule(draft, quotableText(contentToBlocks(content))) === undefined
  );
}
