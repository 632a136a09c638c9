import Joi from 'joi';
import { event, objectId } from '@har/routing';

/** How what a learner thinks of a course moved. */
export interface CourseRated {
  review_id: string;
  course_id: string;
  user_id: string;
  /** Grows with every change of the review: an older rating never overwrites a newer. */
  version: number;
  /** 1 to 5; null when the review was deleted or hidden. */
  rating: number | null;
  /** What counted before: null when nothing did. */
  previous_rating: number | null;
}

const purgeReviews = ({ course_id }: { course_id: string }) => [
  `reviews:${course_id}`,
  `course:${course_id}`,
];
const rating = () => Joi.number().integer().min(1).max(5).allow(null).required();

export const courseRated = event({
  type: 'course.rated',
  topic: 'course',
  summary: 'A review was written, deleted, hidden or shown again, or its rating changed',
  payload: Joi.object<CourseRated, true>({
    review_id: objectId().required(),
    course_id: objectId().required(),
    user_id: objectId().required(),
    version: Joi.number().integer().required(),
    rating: rating(),
    previous_rating: rating(),
  }),
  purges: purgeReviews,
});

/** For whoever shows reviews. */
export const reviewChanged = event({
  type: 'review.changed',
  topic: 'course',
  summary: 'Something that a review shows has changed: its text, its answer, its votes',
  payload: Joi.object<{ review_id: string; course_id: string }, true>({
    review_id: objectId().required(),
    course_id: objectId().required(),
  }),
  purges: purgeReviews,
});
