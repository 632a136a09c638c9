import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@har/text-analysis';
import type { AnswerStatus } from '../src/tutor/answer-band';
import { PassageIndex } from '../src/tutor/passage-index';
import { answerQuestion, searchPassages } from '../src/tutor/tutor';
import type { EvalLesson } from './eval-lesson';
import { PlainBm25 } from './plain-bm25';
import { Stopwatch } from './stopwatch';

/** A question with the paragraphs that answer it (`lesson#number`); none for one that no lesson answers. */
export interface EvalQuestion {
  language: Language;
  question: string;
  gold: string[];
  /** Words of the sentence that answers it, where the set says so. */
  says?: string;
}

/** What became of one question. */
export interface TutorCase extends EvalQuestion {
  /** Place of the first right passage, from 1; 0 when it is not among the first five. */
  rank: number;
  status: AnswerStatus;
  answer: string;
}

/** Counts over a set of questions; times in milliseconds. */
export interface TutorFigures {
  answerable: number;
  hit1: number;
  hit3: number;
  answered: number;
  /** Of the answered, those with a right passage among the first three. */
  answeredRight: number;
  possible: number;
  possibleRight: number;
  /** Of the answerable, those whose reply has the sentence that answers. */
  said: number;
  unanswerable: number;
  /** Unanswerable questions that got no sure answer. */
  refused: number;
  p95: number;
}

const FOUND = 5;

export function readEvalQuestions(set: 'set-1' | 'set-2' | 'held-out'): EvalQuestion[] {
  return JSON.parse(readFileSync(join(__dirname, 'questions', `${set}.json`), 'utf8')) as EvalQuestion[];
}

/** Asks every question of all lessons of its language at once: harder than one course, as on a large course. */
export function runTutor(
  questions: readonly EvalQuestion[],
  lessons: readonly EvalLesson[],
): { cases: TutorCase[]; p95: number } {
  const indexes = { fr: new PassageIndex('fr'), en: new PassageIndex('en') };
  for (const lesson of lessons) indexes[lesson.language].upsertLesson(lesson);
  const stopwatch = new Stopwatch();
  const cases = questions.map((asked): TutorCase => {
    const index = indexes[asked.language];
    const { status, passages } = searchPassages(index, asked.question, FOUND);
    const { answer } = stopwatch.time(() => answerQuestion(index, { question: asked.question }));
    const places = passages.map(({ passage }) => `${passage.lesson_id}#${passage.paragraph}`);
    return { ...asked, status, answer, rank: places.findIndex((place) => asked.gold.includes(place)) + 1 };
  });
  return { cases, p95: stopwatch.quantile(0.95) };
}

/** Adds the cases of any number of sets up. */
export function countTutor(cases: readonly TutorCase[], p95: number): TutorFigures {
  const answerable = cases.filter(({ gold }) => gold.length > 0);
  const unanswerable = cases.filter(({ gold }) => gold.length === 0);
  const within = (list: readonly TutorCase[], most: number): number =>
    list.filter(({ rank }) => rank > 0 && rank <= most).length;
  const answered = answerable.filter(({ status }) => status === 'answered');
  const possible = answerable.filter(({ status }) => status === 'possible');
  return {
    answerable: answerable.length,
    hit1: within(answerable, 1),
    hit3: within(answerable, 3),
    answered: answered.length,
    answeredRight: within(answered, 3),
    possible: possible.length,
    possibleRight: within(possible, 3),
    said: answerable.filter(({ says, answer }) => says !== undefined && answer.includes(says)).length,
    unanswerable: unanswerable.length,
    refused: unanswerable.filter(({ status }) => status !== 'answered').length,
    p95,
  };
}

/** How many questions a plain word search finds the passage of, first and among three. */
export function plainHits(
  questions: readonly EvalQuestion[],
  lessons: readonly EvalLesson[],
): { hit1: number; hit3: number } {
  const of = (language: Language): PlainBm25 =>
    new PlainBm25(
      lessons.filter((lesson) => lesson.language === language),
      language,
    );
  const indexes = { fr: of('fr'), en: of('en') };
  const ranks = questions.map(({ language, question, gold }) =>
    indexes[language].search(question, 3).findIndex((place) => gold.includes(place)),
  );
  return { hit1: ranks.filter((rank) => rank === 0).length, hit3: ranks.filter((rank) => rank >= 0).length };
}
