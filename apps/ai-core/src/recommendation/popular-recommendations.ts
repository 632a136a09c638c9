import { bestFew } from './best-few';
import type { CatalogueCourse } from './interaction';
import type { Recommendation } from './recommendation';
import type { RecommendationModel } from './recommendation-model';

/** Without a history to go by: the domain that was asked for, then the most taken, then the newest. */
export function popularRecommendations(
  model: RecommendationModel,
  candidates: readonly CatalogueCourse[],
  limit: number,
  domain: string | undefined,
): Recommendation[] {
  const ranked = candidates.map((course) => ({
    course,
    wanted: domain !== undefined && course.domain === domain,
    taken: model.enrollments[model.numberOf(course.course_id) ?? -1] ?? 0,
  }));
  const best = bestFew(
    ranked,
    limit,
    (a, b) =>
      Number(b.wanted) - Number(a.wanted) ||
      b.taken - a.taken ||
      b.course.published_at - a.course.published_at ||
      (a.course.course_id < b.course.course_id ? -1 : 1),
  );
  return best.map(({ course, wanted, taken }) => ({
    course_id: course.course_id,
    score: 0,
    reason: taken === 0 ? 'new' : wanted ? 'domain_popular' : 'popular',
    because: [],
  }));
}
