import { courseRated, reviewChanged, type CourseRated } from '@har/contracts';
import { outboxEntry, type OutboxEntry } from '@har/messaging';
import type { Review } from './review.schema';

type Rated = Pick<Review, '_id' | 'course_id' | 'user_id' | 'status' | 'rating' | 'version'>;

/** The stars that count in the course's average; null when the review is not shown. */
export function countedRating({ status, rating }: Pick<Review, 'status' | 'rating'>): number | null {
  return status === 'visible' ? rating : null;
}

/** What a change of a review has to tell: that its rating moved, else that what it shows has. */
export function reviewEvents(before: Rated | null, after: Rated): OutboxEntry[] {
  const rating = countedRating(after);
  const previous_rating = before && countedRating(before);
  if (rating === previous_rating) return [reviewChangedEvent(after)];
  const payload: CourseRated = {
    review_id: String(after._id),
    course_id: String(after.course_id),
    user_id: String(after.user_id),
    version: after.version,
    rating,
    previous_rating,
  };
  return [outboxEntry(courseRated.type, payload)];
}

export function reviewChangedEvent({ _id, course_id }: Pick<Review, '_id' | 'course_id'>): OutboxEntry {
  return outboxEntry(reviewChanged.type, { review_id: String(_id), course_id: String(course_id) });
}
