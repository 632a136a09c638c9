import type { CourseCatalogue } from './course-catalogue';
import type { CatalogueCourse } from './interaction';
import type { HistoryEntry } from './learner-history';
import type { Recommendation } from './recommendation';
import type { RecommendationModel } from './recommendation-model';

const DAY = 24 * 60 * 60 * 1000;
/** A course is new for this long, and as long as few have taken it up. */
const NEW_FOR = 45 * DAY;
const FEW_ENROLLMENTS = 10;
/** Titles and keywords must have this much in common with one of the learner's courses. */
const LEAST_LIKENESS = 0.15;
const RECENT = 5;

/** The new course that is most like the learner's last ones, if any is like them at all. */
export function newCourseFor(
  model: RecommendationModel,
  catalogue: CourseCatalogue,
  { history, now }: { history: readonly HistoryEntry[]; now: number },
  candidates: readonly CatalogueCourse[],
): Recommendation | undefined {
  const liked = history.filter(({ weight }) => weight > 0).slice(-RECENT);
  let best: Recommendation | undefined;
  for (const course of candidates) {
    if (!isNew(model, course, now)) continue;
    for (const { course_id } of liked) {
      const score = catalogue.likeness(course.course_id, course_id);
      if (score < LEAST_LIKENESS || score <= (best?.score ?? 0)) continue;
      best = { course_id: course.course_id, score, reason: 'new', because: [course_id] };
    }
  }
  return best && { ...best, score: 0 };
}

function isNew(model: RecommendationModel, course: CatalogueCourse, now: number): boolean {
  const enrollments = model.enrollments[model.numberOf(course.course_id) ?? -1] ?? 0;
  return isRecent(course, now) && enrollments < FEW_ENROLLMENTS;
}

/** Whether a course was published so lately that it may be called new; `now` in milliseconds since 1970. */
export function isRecent({ published_at }: CatalogueCourse, now: number): boolean {
  return now - published_at <= NEW_FOR;
}
