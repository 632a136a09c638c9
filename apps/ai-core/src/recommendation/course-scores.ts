import type { HistoryEntry } from './learner-history';
import type { RecommendationModel } from './recommendation-model';
import type { ShelfPopularity } from './shelf-popularity';

/** Parts of the scores of all courses of the model, by course number. */
export interface CourseScores {
  total: Float64Array;
  /** The part from popularity in the learner's domains and languages; the rest is from the learner's own courses. */
  prior: Float64Array;
}

/** Courses further back than this no longer say what comes next. */
const LOOK_BACK = 50;

/**
 * Scores every course for a history: Σ g^age·w·EASE + c·Σ h^age·T + p/(1+n)·popularity on the learner's shelves, age in
 * courses taken up since.
 */
export function scoreCourses(
  model: RecommendationModel,
  history: readonly HistoryEntry[],
  popularity: ShelfPopularity,
): CourseScores {
  const { weights } = model;
  const size = model.courseIds.length;
  const total = new Float64Array(size);
  const prior = new Float64Array(size);
  const seeds = seedsOf(model, history);
  const priorScale = weights.prior / ((1 + seeds.length) * Math.max(1, seeds.length));
  for (const { number, age, weight } of seeds) {
    model.ease.addWeights(number, weight * weights.easeDecay ** age, total);
    const scale = weights.transition * weights.transitionDecay ** age;
    if (scale > 0) model.transitions.addShares(number, scale, total);
    if (priorScale > 0) popularity.addShares(number, priorScale, prior);
  }
  for (let number = 0; number < size; number += 1) total[number]! += prior[number]!;
  return { total, prior };
}

/** A course of the history that speaks for others. */
export interface Seed {
  number: number;
  /** Courses taken up since. */
  age: number;
  weight: number;
}

/** The seeds of a history, the latest first; courses that were disliked are none, but they age the others. */
export function seedsOf(model: RecommendationModel, history: readonly HistoryEntry[]): Seed[] {
  const recent = history.slice(-LOOK_BACK).reverse();
  return recent.flatMap(({ course_id, weight }, age) => {
    const number = model.numberOf(course_id);
    return number === undefined || weight <= 0 ? [] : [{ number, age, weight }];
  });
}

/** How much one seed speaks for a course: for the reasons shown. */
export function seedShare(model: RecommendationModel, seed: Seed, target: number): number {
  const { weights } = model;
  const ease = seed.weight * weights.easeDecay ** seed.age * model.ease.weight(seed.number, target);
  const transition = weights.transitionDecay ** seed.age * model.transitions.share(seed.number, target);
  return ease + weights.transition * transition;
}
