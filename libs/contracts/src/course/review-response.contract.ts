import Joi from 'joi';
import { plainText, route } from '@har/routing';
import { EXAMPLE_REVIEW_PARAMS, purgeReviews, REVIEW_PARAMS } from './review.contract';
import { EXAMPLE_REVIEW, REPORT_REASONS, REVIEW, type ReportReason, type ReviewReply } from './review-reply';

const REVIEW_DATA = Joi.object<{ review: ReviewReply }, true>({ review: REVIEW.required() });
const EXAMPLE = { params: EXAMPLE_REVIEW_PARAMS, reply: { review: EXAMPLE_REVIEW } };

export const answerReview = route({
  name: 'review.answer',
  service: 'course',
  method: 'PUT',
  path: '/courses/:id/reviews/:review_id/reply',
  access: 'instructor',
  tag: 'Reviews',
  summary: 'Answer a review of one’s own course, or change the answer',
  params: REVIEW_PARAMS,
  body: Joi.object<{ text: string }, true>({ text: plainText(2_000).min(1).required() }),
  reply: REVIEW_DATA,
  errors: ['REVIEW_NOT_FOUND', 'COURSE_NOT_OWNER', 'REVIEW_EDIT_CONFLICT'],
  purges: purgeReviews,
  example: { ...EXAMPLE, body: { text: 'Thank you: the next lesson on charts is for you.' } },
});

export const withdrawAnswer = route({
  name: 'review.withdraw-answer',
  service: 'course',
  method: 'DELETE',
  path: '/courses/:id/reviews/:review_id/reply',
  access: 'instructor',
  tag: 'Reviews',
  summary: 'Withdraw the answer to a review',
  params: REVIEW_PARAMS,
  reply: REVIEW_DATA,
  errors: ['REVIEW_NOT_FOUND', 'COURSE_NOT_OWNER', 'REVIEW_EDIT_CONFLICT'],
  purges: purgeReviews,
  example: { ...EXAMPLE, reply: { review: { ...EXAMPLE_REVIEW, reply: null } } },
});

export const markReviewHelpful = route({
  name: 'review.mark-helpful',
  service: 'course',
  method: 'PUT',
  path: '/courses/:id/reviews/:review_id/helpful',
  access: 'user',
  repeatable: true,
  tag: 'Reviews',
  summary: 'Find a review helpful, once however often it is said',
  params: REVIEW_PARAMS,
  reply: REVIEW_DATA,
  errors: ['REVIEW_NOT_FOUND', 'OWN_REVIEW_VOTE'],
  purges: purgeReviews,
  example: EXAMPLE,
});

export const unmarkReviewHelpful = route({
  name: 'review.unmark-helpful',
  service: 'course',
  method: 'DELETE',
  path: '/courses/:id/reviews/:review_id/helpful',
  access: 'user',
  repeatable: true,
  tag: 'Reviews',
  summary: 'Take the vote back',
  params: REVIEW_PARAMS,
  reply: REVIEW_DATA,
  errors: ['REVIEW_NOT_FOUND', 'OWN_REVIEW_VOTE'],
  purges: purgeReviews,
  example: { ...EXAMPLE, reply: { review: { ...EXAMPLE_REVIEW, helpful_count: 2 } } },
});

export interface ReportInput {
  reason: ReportReason;
  comment: string;
}

const EXAMPLE_REPORT: ReportInput = { reason: 'spam', comment: 'Advertises another site.' };

export const reportReview = route({
  name: 'review.report',
  service: 'course',
  method: 'POST',
  path: '/courses/:id/reviews/:review_id/reports',
  access: 'user',
  status: 201,
  tag: 'Reviews',
  summary: 'Report a review to the moderators, once',
  params: REVIEW_PARAMS,
  body: Joi.object<ReportInput, true>({
    reason: Joi.string()
      .valid(...REPORT_REASONS)
      .required(),
    comment: plainText(500).allow('').default(''),
  }),
  errors: ['REVIEW_NOT_FOUND', 'OWN_REVIEW_REPORT', 'REVIEW_ALREADY_REPORTED'],
  example: { params: EXAMPLE_REVIEW_PARAMS, body: EXAMPLE_REPORT },
});
