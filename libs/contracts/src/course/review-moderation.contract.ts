import Joi from 'joi';
import {
  ID_PARAMS,
  PAGE_QUERY,
  PAGINATION,
  plainText,
  route,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import {
  EXAMPLE_REVIEW,
  MODERATED_REVIEW,
  MODERATION_DECISIONS,
  type ModeratedReview,
  type ModerationDecision,
} from './review-reply';

const EXAMPLE_MODERATED: ModeratedReview = {
  ...EXAMPLE_REVIEW,
  status: 'visible',
  author_id: '665f1c2ab7e4d91f0a3c5d02',
  open_reports: 1,
  reports: [
    {
      user_id: '665f1c2ab7e4d91f0a3c5d03',
      reason: 'off_topic',
      comment: 'It is about another course.',
      at: '2026-11-05T08:00:00.000Z',
    },
  ],
  moderation: null,
};

export const MODERATION_STATES = ['reported', 'hidden'] as const;
export type ModerationState = (typeof MODERATION_STATES)[number];

export interface ModerationQuery extends PageQuery {
  state: ModerationState;
}

export const listReportedReviews = route({
  name: 'review.list-reported',
  service: 'course',
  method: 'GET',
  path: '/admin/reviews',
  access: 'admin',
  tag: 'Administration',
  summary:
    'Reviews that wait for a decision, the most reported first, or those that are hidden, the last first',
  query: Joi.object<ModerationQuery>({
    ...PAGE_QUERY,
    state: Joi.string()
      .valid(...MODERATION_STATES)
      .default('reported'),
  }),
  reply: Joi.object<{ reviews: ModeratedReview[]; pagination: Pagination }, true>({
    reviews: Joi.array().items(MODERATED_REVIEW).required(),
    pagination: PAGINATION.required(),
  }),
  example: {
    query: { state: 'reported' },
    reply: { reviews: [EXAMPLE_MODERATED], pagination: { page: 1, limit: 10, total: 1, pages: 1 } },
  },
});

export interface ModerationInput {
  decision: ModerationDecision;
  reason: string;
}

const EXAMPLE_DECISION: ModerationInput = { decision: 'hide', reason: 'It insults the instructor.' };

export const moderateReview = route({
  name: 'review.moderate',
  service: 'course',
  method: 'POST',
  path: '/admin/reviews/:id/moderation',
  access: 'admin',
  tag: 'Administration',
  summary: 'Hide a review, show it again, or leave it as it is; its reports are settled',
  description:
    'A hidden review is in no list and in no average; its author still sees it, with the reason. It stays hidden, whatever ' +
    'its author does, until it is restored.',
  params: ID_PARAMS,
  body: Joi.object<ModerationInput, true>({
    decision: Joi.string()
      .valid(...MODERATION_DECISIONS)
      .required(),
    reason: plainText(500).min(3).required(),
  }),
  reply: Joi.object<{ review: ModeratedReview }, true>({ review: MODERATED_REVIEW.required() }),
  errors: ['REVIEW_NOT_FOUND', 'REVIEW_EDIT_CONFLICT'],
  example: {
    params: { id: EXAMPLE_REVIEW._id },
    body: EXAMPLE_DECISION,
    reply: {
      review: {
        ...EXAMPLE_MODERATED,
        status: 'hidden',
        open_reports: 0,
        moderation: {
          ...EXAMPLE_DECISION,
          by: '665f1c2ab7e4d91f0a3c5d04',
          at: '2026-11-06T08:00:00.000Z',
        },
      },
    },
  },
});
