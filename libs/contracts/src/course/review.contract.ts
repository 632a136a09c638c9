import Joi from 'joi';
import {
  ID_PARAMS,
  objectId,
  PAGE_QUERY,
  PAGINATION,
  plainText,
  route,
  type IdParams,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import { EXAMPLE_IDS } from './course-examples';
import { EDIT_DEADLINE_MS } from './edit-deadline';
import {
  EXAMPLE_REVIEW,
  OWN_REVIEW,
  RATING_SUMMARY,
  REVIEW,
  type OwnReview,
  type RatingSummary,
  type ReviewReply,
} from './review-reply';

export interface ReviewParams {
  id: string;
  review_id: string;
}

export const REVIEW_PARAMS = Joi.object<ReviewParams, true>({
  id: objectId().required(),
  review_id: objectId().required(),
});
export const EXAMPLE_REVIEW_PARAMS = { id: EXAMPLE_IDS.course, review_id: EXAMPLE_REVIEW._id };

/** What shows reviews of a course; its average follows by events. */
export const purgeReviews = ({ id }: IdParams) => [`reviews:${id}`, `course:${id}`];

export interface ReviewInput {
  rating: number;
  comment: string;
}

const RATING = Joi.number().integer().min(1).max(5);
const COMMENT = plainText(2_000).min(10);
const OWN_DATA = Joi.object<{ review: OwnReview }, true>({ review: OWN_REVIEW.required() });
const EXAMPLE_OWN: OwnReview = { ...EXAMPLE_REVIEW, status: 'visible', hidden_reason: null };

export const createReview = route({
  name: 'review.create',
  service: 'course',
  method: 'POST',
  path: '/courses/:id/reviews',
  access: 'user',
  status: 201,
  idempotent: true,
  tag: 'Reviews',
  summary: 'Rate a course and say why',
  description:
    'Once a course, by those who are enrolled, may open its lessons and have completed at least one of them; never by the ' +
    'course’s own instructor. Whoever deleted their review may write another.',
  params: ID_PARAMS,
  body: Joi.object<ReviewInput, true>({ rating: RATING.required(), comment: COMMENT.required() }),
  reply: OWN_DATA,
  errors: [
    'COURSE_NOT_FOUND',
    'NOT_ENROLLED',
    'COURSE_ACCESS_ENDED',
    'REVIEW_NEEDS_LESSON',
    'REVIEW_OF_OWN_COURSE',
    'REVIEW_EXISTS',
  ],
  purges: purgeReviews,
  example: {
    params: { id: EXAMPLE_IDS.course },
    body: { rating: 5, comment: EXAMPLE_REVIEW.comment },
    reply: { review: { ...EXAMPLE_OWN, helpful_count: 0, reply: null } },
  },
});

export const REVIEW_SORTS = ['newest', 'rating', 'helpful'] as const;
export type ReviewSort = (typeof REVIEW_SORTS)[number];

export interface ReviewQuery extends PageQuery {
  sort: ReviewSort;
  rating?: number;
}

export const listReviews = route({
  name: 'review.list',
  service: 'course',
  method: 'GET',
  path: '/courses/:id/reviews',
  access: 'optional',
  tag: 'Reviews',
  summary: 'The reviews of a course, with their average and distribution',
  description:
    '`rating` sorts the best first; among equals the newest are first. Authors are named by first name and initial unless ' +
    'their profile says otherwise. A review stays when its author leaves the course or is refunded, but is not `verified`.',
  params: ID_PARAMS,
  query: Joi.object<ReviewQuery>({
    ...PAGE_QUERY,
    sort: Joi.string()
      .valid(...REVIEW_SORTS)
      .default('newest'),
    rating: RATING,
  }),
  reply: Joi.object<{ reviews: ReviewReply[]; summary: RatingSummary; pagination: Pagination }, true>({
    reviews: Joi.array().items(REVIEW).required(),
    summary: RATING_SUMMARY.required(),
    pagination: PAGINATION.required(),
  }),
  errors: ['COURSE_NOT_FOUND'],
  cache: { keys: purgeReviews },
  example: {
    params: { id: EXAMPLE_IDS.course },
    query: { sort: 'helpful', rating: 5 },
    reply: {
      reviews: [EXAMPLE_REVIEW],
      summary: {
        average_rating: 4.5,
        reviews_count: 4,
        distribution: { 1: 0, 2: 0, 3: 1, 4: 0, 5: 3 },
      },
      pagination: { page: 1, limit: 10, total: 3, pages: 1 },
    },
  },
});

export const getOwnReview = route({
  name: 'review.get-own',
  service: 'course',
  method: 'GET',
  path: '/courses/:id/reviews/mine',
  access: 'user',
  tag: 'Reviews',
  summary: 'One’s own review of a course, also while it is hidden',
  params: ID_PARAMS,
  reply: OWN_DATA,
  errors: ['REVIEW_NOT_FOUND'],
  example: { params: { id: EXAMPLE_IDS.course }, reply: { review: EXAMPLE_OWN } },
});

export const updateReview = route({
  name: 'review.update',
  service: 'course',
  method: 'PATCH',
  path: '/courses/:id/reviews/:review_id',
  access: 'user',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Reviews',
  summary: 'Change one’s own review',
  description: 'What was hidden by a moderator stays hidden.',
  params: REVIEW_PARAMS,
  body: Joi.object<Partial<ReviewInput>>({ rating: RATING, comment: COMMENT }).min(1),
  reply: OWN_DATA,
  errors: ['REVIEW_NOT_FOUND', 'REVIEW_NOT_OWN', 'REVIEW_EDIT_CONFLICT'],
  purges: purgeReviews,
  example: {
    params: EXAMPLE_REVIEW_PARAMS,
    body: { rating: 4 },
    reply: { review: { ...EXAMPLE_OWN, rating: 4, edited_at: '2026-11-05T08:00:00.000Z' } },
  },
});

export const deleteReview = route({
  name: 'review.delete',
  service: 'course',
  method: 'DELETE',
  path: '/courses/:id/reviews/:review_id',
  access: 'user',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Reviews',
  summary: 'Delete one’s own review, with its votes and its answer',
  params: REVIEW_PARAMS,
  errors: ['REVIEW_NOT_FOUND', 'REVIEW_NOT_OWN', 'REVIEW_EDIT_CONFLICT'],
  purges: purgeReviews,
  example: { params: EXAMPLE_REVIEW_PARAMS },
});
