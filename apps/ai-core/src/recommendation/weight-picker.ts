import { DEFAULT_WEIGHTS, type BlendWeights } from './blend-weights';
import { scoreCourses } from './course-scores';
import type { HistoryEntry } from './learner-history';
import { RecommendationModel } from './recommendation-model';
import { ShelfPopularity, type CourseShelf } from './shelf-popularity';

const LAMBDAS = [30, 100, 300];
const EASE_DECAYS = [1, 0.8, 0.5];
const TRANSITIONS = [0, 0.5, 1, 2, 4];
const TRANSITION_DECAYS = [0.8, 0.5, 0.3];
const PRIORS = [0, 0.5, 2];
const AT = 5;
/** Learners that are asked about; enough for a standard error of about one percent. */
const MOST_LEARNERS = 1500;
const FEWEST_LEARNERS = 30;
/** A learner with fewer courses has no history left once the last one is hidden. */
const FEWEST_COURSES = 3;

/** Domain and language of a course by its id. */
export type ShelfOf = (courseId: string) => CourseShelf | undefined;

interface Asked {
  history: readonly HistoryEntry[];
  next: string;
}

/**
 * The weights that best foretell the last course of learners from their courses before (recall at 5): λ first, by a fit
 * for each, then one weight at a time, all beginning with the defaults. The defaults when the log is too short to tell.
 */
export function pickWeights(histories: Iterable<readonly HistoryEntry[]>, shelfOf: ShelfOf): BlendWeights {
  const all = [...histories];
  const hidden = all.map((history) => (history.length >= FEWEST_COURSES ? history.slice(0, -1) : history));
  const asked = everyNth(
    all.filter((history) => history.length >= FEWEST_COURSES),
    MOST_LEARNERS,
  ).map((history): Asked => ({ history: history.slice(0, -1), next: history.at(-1)?.course_id ?? '' }));
  if (asked.length < FEWEST_LEARNERS) return DEFAULT_WEIGHTS;
  let best: Found | undefined;
  for (const lambda of LAMBDAS) {
    const model = RecommendationModel.fit(hidden, { ...DEFAULT_WEIGHTS, lambda }, 'validation');
    const popularity = new ShelfPopularity(model.enrollments, model.courseIds.map(shelfOf));
    const recall = recallOf(model, popularity, asked);
    if (!best || recall > best.recall) best = { model, popularity, recall };
  }
  return best ? climb(best, asked) : DEFAULT_WEIGHTS;
}

interface Found {
  model: RecommendationModel;
  popularity: ShelfPopularity;
  recall: number;
}

const CHOICES = {
  transition: TRANSITIONS,
  easeDecay: EASE_DECAYS,
  transitionDecay: TRANSITION_DECAYS,
  prior: PRIORS,
} satisfies Partial<Record<keyof BlendWeights, number[]>>;

/** Over the weights that need no new fit, again as long as something gets better, twice at most. */
function climb({ model, popularity, recall }: Found, asked: readonly Asked[]): BlendWeights {
  let best = { weights: model.weights, recall };
  for (let round = 0; round < 2; round += 1) {
    const before = best.recall;
    for (const [name, values] of Object.entries(CHOICES) as [keyof typeof CHOICES, number[]][]) {
      for (const value of values) {
        if (value === best.weights[name]) continue;
        const weights = { ...best.weights, [name]: value };
        const found = recallOf(model.withWeights(weights), popularity, asked);
        if (found > best.recall) best = { weights, recall: found };
      }
    }
    if (best.recall === before) break;
  }
  return best.weights;
}

function recallOf(model: RecommendationModel, popularity: ShelfPopularity, asked: readonly Asked[]): number {
  let hits = 0;
  for (const { history, next } of asked) {
    const target = model.numberOf(next);
    if (target === undefined) continue;
    const { total } = scoreCourses(model, history, popularity);
    const seen = new Set(history.map(({ course_id }) => model.numberOf(course_id)));
    const own = total[target]!;
    let better = 0;
    for (let number = 0; number < total.length && better < AT; number += 1) {
      if (total[number]! > own && !seen.has(number)) better += 1;
    }
    if (better < AT) hits += 1;
  }
  return hits / asked.length;
}

function everyNth<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, at) => at % step === 0);
}
