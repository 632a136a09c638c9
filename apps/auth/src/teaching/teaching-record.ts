import type { CourseChanged, InstructorInfo } from '@har/contracts';
import type { TaughtCourse } from '../users/user.schema';

export type TeachingFigures = Pick<InstructorInfo, 'total_courses' | 'rating'>;

/** `total_courses` and `rating` (0 to 5, two decimals) of an instructor: published courses, weighed by their reviews. */
export function teachingFigures(courses: readonly TaughtCourse[] = []): TeachingFigures {
  const published = courses.filter((course) => course.published);
  const reviews = published.reduce((sum, course) => sum + course.reviews_count, 0);
  const stars = published.reduce((sum, course) => sum + course.rating * course.reviews_count, 0);
  return {
    total_courses: published.length,
    rating: reviews === 0 ? 0 : Math.round((stars / reviews) * 100) / 100,
  };
}

/** What a new instructor shows; one who returns keeps what they had, verification excepted. */
export function newInstructorInfo(
  courses: readonly TaughtCourse[] | undefined,
  former: InstructorInfo | undefined,
): InstructorInfo {
  return {
    bio: former?.bio ?? '',
    expertise_tags: former?.expertise_tags ?? [],
    ...teachingFigures(courses),
    verification_status: 'unverified',
  };
}

/** The courses after one of them changed, or undefined where that is no news. Any order of events ends the same. */
export function withCourse(
  courses: readonly TaughtCourse[] = [],
  { course_id, version, status, average_rating = 0, reviews_count = 0 }: CourseChanged,
): TaughtCourse[] | undefined {
  const known = courses.find((course) => course.course_id === course_id);
  if (known && known.version >= version) return undefined;
  const changed = {
    course_id,
    version,
    published: status === 'published',
    rating: average_rating,
    reviews_count,
  };
  return [...courses.filter((course) => course !== known), changed];
}
