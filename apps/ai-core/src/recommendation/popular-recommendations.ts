import { bestFew } from './best-few';
import type { CatalogueCourse } from './interaction';
import type { Recommendation } from './recommendation';
import { reasonFor, type ReasonGrounds } from './recommendation-reason';

/** Without a history to go by, or where it says nothing: the domain that was asked for, then the most taken, then the newest. */
export function popularRecommendations(
  grounds: ReasonGrounds,
  candidates: readonly CatalogueCourse[],
  limit: number,
): Recommendation[] {
  const { model, domain } = grounds;
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
  return best.map(({ course }) => ({
    course_id: course.course_id,
    score: 0,
    ...reasonFor(grounds, course),
  }));
}
