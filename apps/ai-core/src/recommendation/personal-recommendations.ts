import { bestFew } from './best-few';
import type { CourseCatalogue } from './course-catalogue';
import { scoreCourses, seedShare, seedsOf, type CourseScores, type Seed } from './course-scores';
import type { CatalogueCourse } from './interaction';
import type { HistoryEntry } from './learner-history';
import type { Recommendation } from './recommendation';
import type { RecommendationModel } from './recommendation-model';

const MOST_BECAUSE = 2;
/** A second course is named only if it speaks nearly as much for the recommended one. */
const BECAUSE_LEAST = 0.4;

/** The candidates that score best for a history, with what speaks for them; none without a history. */
export function personalRecommendations(
  model: RecommendationModel,
  catalogue: CourseCatalogue,
  history: readonly HistoryEntry[],
  candidates: readonly CatalogueCourse[],
  limit: number,
): Recommendation[] {
  const seeds = seedsOf(model, history);
  if (seeds.length === 0) return [];
  const scores = scoreCourses(model, history, catalogue.popularityIn(model));
  const numbers = candidates.flatMap(({ course_id }) => model.numberOf(course_id) ?? []);
  const scored = numbers.filter((number) => scores.total[number]! > 0);
  const best = bestFew(scored, limit, (a, b) => scores.total[b]! - scores.total[a]! || a - b);
  return best.map((number) => ({
    course_id: model.courseIds[number]!,
    score: scores.total[number]!,
    ...reasonFor(model, catalogue, seeds, number, scores),
  }));
}

function reasonFor(
  model: RecommendationModel,
  catalogue: CourseCatalogue,
  seeds: readonly Seed[],
  number: number,
  { total, prior }: CourseScores,
): Pick<Recommendation, 'reason' | 'because'> {
  const name = (seed: Seed): string => model.courseIds[seed.number]!;
  if (prior[number]! > total[number]! / 2) {
    const popularity = catalogue.popularityIn(model);
    const same = seeds.filter((seed) => popularity.together(seed.number, number));
    return { reason: 'domain_popular', because: same.slice(0, MOST_BECAUSE).map(name) };
  }
  const shares = seeds.map((seed) => ({ seed, share: seedShare(model, seed, number) }));
  shares.sort((a, b) => b.share - a.share);
  const least = Math.max(0, (shares[0]?.share ?? 0) * BECAUSE_LEAST);
  const telling = shares.filter(({ share }) => share > 0 && share >= least).slice(0, MOST_BECAUSE);
  return { reason: 'next_step', because: telling.map(({ seed }) => name(seed)) };
}
