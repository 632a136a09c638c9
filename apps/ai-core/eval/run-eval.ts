import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { guardRewritten, type RewrittenAnswer } from '../src/tutor/rewritten-answer';
import {
  GOOD_ANSWERS,
  GUARDED_PASSAGES,
  GUARDED_QUESTION,
  HOSTILE_ANSWERS,
} from '../src/tutor/rewritten-answer.fixture';
import { evaluationTable, holds, type Gate } from './evaluation-table';
import { readEvalLessons, type EvalLesson } from './eval-lesson';
import { evaluateQuizzes } from './quiz-eval';
import type { RecommendationFigures } from './recommendation-eval';
import { countTutor, plainHits, readEvalQuestions, runTutor, type EvalQuestion } from './tutor-eval';

// `npm run eval`: how good the recommendations, the tutor and the quizzes are, held against gates and simpler methods.

const SEEDS = ['1', '2'];

function recommendationsOf(seed: string): Promise<RecommendationFigures> {
  const worker = new Worker(join(__dirname, 'recommendation-eval.worker.js'), { workerData: seed });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

function recommendationGates(seeds: readonly RecommendationFigures[]): Gate[] {
  const gates = seeds.map(({ blend, popularity, itemNeighbours, ease, oracle }, place) => ({
    metric: `recommendation recall@5, synthetic seed ${SEEDS[place]}`,
    value: blend,
    least: Math.max(0.345, ease, itemNeighbours, popularity),
    baselines: { popularity, 'item-kNN': itemNeighbours, EASE: ease, oracle },
  }));
  const worst = (name: keyof RecommendationFigures): number => Math.min(...seeds.map((seed) => seed[name]));
  return [
    ...gates,
    {
      metric: 'cold-start recall@5',
      value: worst('coldStart'),
      least: 0.24,
      baselines: { popularity: worst('coldPopularity') },
    },
    { metric: 'coverage@5 of the catalogue', value: worst('coverage'), least: 0.5 },
    { metric: 'recommendation p95', value: worst('p95'), below: 5, unit: 'ms' },
  ];
}

/** The tutor's figures and those of plain search, and what share of the answerable questions a count of them is. */
function measureTutor(questions: readonly EvalQuestion[], lessons: readonly EvalLesson[]) {
  const { cases, p95 } = runTutor(questions, lessons);
  const figures = countTutor(cases, p95);
  const share = (count: number): number => count / figures.answerable;
  return { figures, plain: plainHits(questions, lessons), share };
}

function tutorGates(): Gate[] {
  const { share, plain, figures } = measureTutor(
    [...readEvalQuestions('set-1'), ...readEvalQuestions('set-2')],
    readEvalLessons(),
  );
  return [
    {
      metric: 'retrieval hit@1',
      value: share(figures.hit1),
      least: 0.65,
      baselines: { 'plain BM25': share(plain.hit1) },
    },
    {
      metric: 'retrieval hit@3',
      value: share(figures.hit3),
      least: 0.85,
      baselines: { 'plain BM25': share(plain.hit3) },
    },
    {
      metric: 'answered: a right passage in three',
      value: figures.answeredRight / figures.answered,
      least: 0.95,
      baselines: { 'always answering': share(figures.hit3) },
    },
    {
      metric: 'unanswerable: no sure answer',
      value: figures.refused / figures.unanswerable,
      least: 0.9,
      baselines: { 'always answering': 0 },
    },
    { metric: 'answerable: answered', value: share(figures.answered), least: 0.6 },
    { metric: 'answer p95', value: figures.p95, below: 50, unit: 'ms' },
  ];
}

/** Domains that none of the other lessons has, among which they are searched; two thirds of the answerable questions ask why or how. */
function heldOutGates(): Gate[] {
  const { share, plain, figures } = measureTutor(readEvalQuestions('held-out'), [
    ...readEvalLessons(),
    ...readEvalLessons('held-out'),
  ]);
  return [
    {
      metric: 'held out: hit@1',
      value: share(figures.hit1),
      least: 0.85,
      baselines: { 'plain BM25': share(plain.hit1) },
    },
    {
      metric: 'held out: hit@3',
      value: share(figures.hit3),
      least: 0.9,
      baselines: { 'plain BM25': share(plain.hit3) },
    },
    {
      metric: 'held out: the reply has the sentence',
      value: share(figures.said),
      least: 0.8,
    },
    {
      metric: 'held out: answered, a right passage in three',
      value: figures.answeredRight / figures.answered,
      least: 0.92,
      baselines: { 'always answering': share(figures.hit3) },
    },
    { metric: 'held out: answerable, answered', value: share(figures.answered), least: 0.8 },
    {
      metric: 'held out: unanswerable, no sure answer',
      value: figures.refused / figures.unanswerable,
      least: 0.88,
    },
  ];
}

function quizGates(): Gate[] {
  const { invariants, delivery, audited, uniqueAnswer } = evaluateQuizzes();
  return [
    { metric: 'quiz rules kept', value: invariants, least: 1 },
    { metric: 'quiz questions made of those asked for', value: delivery, least: 0.95 },
    { metric: 'quiz questions read by a person', value: audited, least: 0.8 },
    { metric: 'of these, one defensible answer', value: uniqueAnswer, least: 0.93 },
  ];
}

/** Answers that a language model might give: all hostile ones must be stopped, all good ones let through. */
function guardGates(): Gate[] {
  const passes = (answer: RewrittenAnswer): boolean => {
    try {
      guardRewritten(answer, GUARDED_PASSAGES, GUARDED_QUESTION);
      return true;
    } catch {
      return false;
    }
  };
  const [good, hostile] = [Object.values(GOOD_ANSWERS), Object.values(HOSTILE_ANSWERS)];
  const right = good.filter(passes).length + hostile.filter((answer) => !passes(answer)).length;
  return [{ metric: 'guard of the language model', value: right / (good.length + hostile.length), least: 1 }];
}

async function main(): Promise<void> {
  const seeds = await Promise.all(SEEDS.map(recommendationsOf));
  const gates = [
    ...recommendationGates(seeds),
    ...tutorGates(),
    ...heldOutGates(),
    ...quizGates(),
    ...guardGates(),
  ];
  process.stdout.write(`${evaluationTable(gates)}\n`);
  const failed = gates.filter((gate) => !holds(gate));
  process.stdout.write(`${gates.length - failed.length} of ${gates.length} gates hold\n`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

void main();
