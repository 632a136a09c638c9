import { bestFew } from './best-few';
import { scoreCourses } from './course-scores';
import type { CatalogueCourse } from './interaction';
import type { HistoryEntry } from './learner-history';
import type { Recommendation } from './recommendation';
import { reasonFor, type ReasonGrounds } from './recommendation-reason';

/** The candidates that score best for a history, with what speaks for them; none without a history. */
export function personalRecommendations(
  grounds: ReasonGrounds,
  history: readonly HistoryEntry[],
  candidates: readonly CatalogueCourse[],
  limit: number,
): Recommendation[] {
  const { model, catalogue, seeds } = grounds;
  if (seeds.length === 0) return [];
  const scores = scoreCourses(model, history, catalogue.popularityIn(model));
  const numbers = candidates.flatMap(({ course_id }) => model.numberOf(course_id) ?? []);
  const scored = numbers.filter((number) => scores.total[number]! > 0);
  const best = bestFew(scored, limit, (a, b) => scores.total[b]! - scores.total[a]! || a - b);
  return best.map((number) => ({
    course_id: model.courseIds[number]!,
    score: scores.total[number]!,
    ...reasonFor(grounds, catalogue.find(model.courseIds[number]!)!, scores),
  }));
}
