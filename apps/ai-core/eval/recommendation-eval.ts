import { DEFAULT_WEIGHTS } from '../src/recommendation/blend-weights';
import { CourseCatalogue } from '../src/recommendation/course-catalogue';
import { learnerHistories, type HistoryEntry } from '../src/recommendation/learner-history';
import { RecommendationModel } from '../src/recommendation/recommendation-model';
import { recommend } from '../src/recommendation/recommender';
import { pickWeights } from '../src/recommendation/weight-picker';
import { EaseMatrix } from '../src/recommendation/ease-matrix';
import { Stopwatch } from './stopwatch';
import { syntheticAcademy, type SyntheticAcademy, type SyntheticOptions } from './synthetic-academy';

/** Shares from 0 to 1; times in milliseconds. */
export interface RecommendationFigures {
  blend: number;
  popularity: number;
  itemNeighbours: number;
  ease: number;
  oracle: number;
  coldStart: number;
  coldPopularity: number;
  /** Share of the courses that were recommended to someone. */
  coverage: number;
  /** Of processor time. */
  p95: number;
}

const AT = 5;
const NEIGHBOURS_SHRINK = 10;

/** Hides the last course of every learner and counts how often it is among the five recommended. */
export function evaluateRecommendations(seed: string, options: SyntheticOptions = {}): RecommendationFigures {
  const academy = syntheticAcademy(seed, options);
  const cases = [...learnerHistories(academy.log)].map(([userId, history]) => ({
    userId,
    history: history.slice(0, -1),
    next: history.at(-1)!.course_id,
  }));
  const trained = cases.map(({ history }) => history);
  const catalogue = new CourseCatalogue(academy.catalogue);
  const weights = pickWeights(trained, (courseId) => catalogue.find(courseId));
  const courseIds = academy.catalogue.map(({ course_id }) => course_id);
  const model = RecommendationModel.fit(trained, weights, seed, courseIds);
  const blend = runBlend(model, catalogue, cases);
  const share = (rank: (testCase: Case) => string[]): number =>
    cases.filter((testCase) => rank(testCase).includes(testCase.next)).length / cases.length;
  return {
    ...blend,
    popularity: share(popularityRanker(model)),
    itemNeighbours: share(neighbourRanker(model, trained)),
    ease: share(easeRanker(model, trained)),
    oracle: share(({ userId, history }) =>
      topOf(academy.chances(userId, idsOf(history)), courseIds, history),
    ),
    ...coldStart(model, catalogue, academy),
  };
}

interface Case {
  userId: string;
  history: HistoryEntry[];
  next: string;
}

function runBlend(model: RecommendationModel, catalogue: CourseCatalogue, cases: readonly Case[]) {
  const stopwatch = new Stopwatch();
  const shown = new Set<string>();
  let hits = 0;
  for (const { userId, history, next } of cases) {
    const request = { user_id: userId, history, limit: AT, now: Number.MAX_SAFE_INTEGER };
    const found = stopwatch.time(() => recommend(model, catalogue, request));
    for (const { course_id } of found) shown.add(course_id);
    if (found.some(({ course_id }) => course_id === next)) hits += 1;
  }
  const coverage = shown.size / model.courseIds.length;
  return { blend: hits / cases.length, coverage, p95: stopwatch.quantile(0.95) };
}

/** First courses of learners of whom only domain and language are known. */
function coldStart(model: RecommendationModel, catalogue: CourseCatalogue, academy: SyntheticAcademy) {
  const firsts = [...learnerHistories(academy.log)].map(([userId, history]) => ({
    userId,
    first: history[0]!.course_id,
  }));
  const popular = topOf(Float64Array.from(model.enrollments), model.courseIds, []);
  let known = 0;
  let blind = 0;
  for (const { userId, first } of firsts) {
    const found = recommend(model, catalogue, {
      user_id: userId,
      history: [],
      ...academy.learners.get(userId),
      now: Number.MAX_SAFE_INTEGER,
    });
    if (found.some(({ course_id }) => course_id === first)) known += 1;
    if (popular.includes(first)) blind += 1;
  }
  return { coldStart: known / firsts.length, coldPopularity: blind / firsts.length };
}

const idsOf = (history: readonly HistoryEntry[]): string[] => history.map(({ course_id }) => course_id);

function topOf(
  scores: Float64Array,
  courseIds: readonly string[],
  history: readonly HistoryEntry[],
): string[] {
  const seen = new Set(idsOf(history));
  const best: { courseId: string; score: number }[] = [];
  for (const [number, courseId] of courseIds.entries()) {
    const score = scores[number]!;
    if (seen.has(courseId) || (best.length === AT && score <= best[AT - 1]!.score)) continue;
    best.push({ courseId, score });
    best.sort((a, b) => b.score - a.score);
    best.length = Math.min(best.length, AT);
  }
  return best.map(({ courseId }) => courseId);
}

function popularityRanker(model: RecommendationModel): (testCase: Case) => string[] {
  const counts = Float64Array.from(model.enrollments);
  return ({ history }) => topOf(counts, model.courseIds, history);
}

/** EASE alone, without order, domain or language. */
function easeRanker(
  model: RecommendationModel,
  trained: readonly HistoryEntry[][],
): (testCase: Case) => string[] {
  const baskets = trained.map((history) => idsOf(history).map((courseId) => model.numberOf(courseId)!));
  const ease = EaseMatrix.fit(baskets, model.courseIds.length, DEFAULT_WEIGHTS.lambda);
  return ({ history }) => {
    const scores = new Float64Array(model.courseIds.length);
    for (const courseId of idsOf(history)) ease.addWeights(model.numberOf(courseId)!, 1, scores);
    return topOf(scores, model.courseIds, history);
  };
}

/** Cosine of the learners that two courses share, shrunk. */
function neighbourRanker(
  model: RecommendationModel,
  trained: readonly HistoryEntry[][],
): (testCase: Case) => string[] {
  const n = model.courseIds.length;
  const together = new Float64Array(n * n);
  for (const history of trained) {
    const numbers = idsOf(history).map((courseId) => model.numberOf(courseId)!);
    for (const a of numbers) for (const b of numbers) if (a !== b) together[a * n + b]! += 1;
  }
  return ({ history }) => {
    const scores = new Float64Array(n);
    for (const courseId of idsOf(history)) {
      const a = model.numberOf(courseId)!;
      for (let b = 0; b < n; b += 1) {
        const norm = Math.sqrt((model.enrollments[a] ?? 0) * (model.enrollments[b] ?? 0)) + NEIGHBOURS_SHRINK;
        scores[b]! += together[a * n + b]! / norm;
      }
    }
    return topOf(scores, model.courseIds, history);
  };
}
