import Joi from 'joi';
import { objectId, timestamp } from '@har/routing';

export const STARS = ['1', '2', '3', '4', '5'] as const;
export type Star = (typeof STARS)[number];

/** How many reviews gave each number of stars. */
export type RatingDistribution = Record<Star, number>;

/** The reviews of a course in numbers; those that are hidden are in none of them. */
export interface RatingSummary {
  /** 0 to 5, two decimals; 0 while there is no review. */
  average_rating: number;
  reviews_count: number;
  distribution: RatingDistribution;
}

const count = () => Joi.number().integer().min(0);

export const RATING_DISTRIBUTION = Joi.object<RatingDistribution, true>({
  1: count().required(),
  2: count().required(),
  3: count().required(),
  4: count().required(),
  5: count().required(),
}).label('RatingDistribution');

export const RATING_SUMMARY = Joi.object<RatingSummary, true>({
  average_rating: Joi.number().min(0).max(5).required(),
  reviews_count: count().required(),
  distribution: RATING_DISTRIBUTION.required(),
}).label('RatingSummary');

/** `Ada L.`; in full and with the id where the author's profile says so. Empty for an account that is no more. */
export interface ReviewAuthor {
  display_name: string;
  user_id: string | null;
}

/** What the course's instructor, or an administrator, answers. Plain text. */
export interface ReviewAnswer {
  text: string;
  created_at: Date | string;
  updated_at: Date | string;
}

/** A review as everybody sees it (000 §3 D). */
export interface ReviewReply {
  _id: string;
  course_id: string;
  rating: number;
  /** Plain text. */
  comment: string;
  author: ReviewAuthor;
  /** Whether the author is in the course and did not get their money back. */
  verified: boolean;
  helpful_count: number;
  reply: ReviewAnswer | null;
  created_at: Date | string;
  edited_at: Date | string | null;
}

const REVIEW_FIELDS = {
  _id: objectId().required(),
  course_id: objectId().required(),
  rating: Joi.number().integer().min(1).max(5).required(),
  comment: Joi.string().required(),
  author: Joi.object<ReviewAuthor, true>({
    display_name: Joi.string().allow('').required(),
    user_id: objectId().allow(null).required(),
  }).required(),
  verified: Joi.boolean().required(),
  helpful_count: count().required(),
  reply: Joi.object<ReviewAnswer, true>({
    text: Joi.string().required(),
    created_at: timestamp().required(),
    updated_at: timestamp().required(),
  })
    .allow(null)
    .required(),
  created_at: timestamp().required(),
  edited_at: timestamp().allow(null).required(),
};

export const REVIEW = Joi.object<ReviewReply, true>(REVIEW_FIELDS).label('Review');

export const SHOWN_STATUSES = ['visible', 'hidden'] as const;
export type ShownStatus = (typeof SHOWN_STATUSES)[number];

/** A review as its author sees it. */
export interface OwnReview extends ReviewReply {
  status: ShownStatus;
  /** Why it is hidden. */
  hidden_reason: string | null;
}

const STATUS = Joi.string()
  .valid(...SHOWN_STATUSES)
  .required();

export const OWN_REVIEW = Joi.object<OwnReview, true>({
  ...REVIEW_FIELDS,
  status: STATUS,
  hidden_reason: Joi.string().allow(null).required(),
}).label('OwnReview');

export const REPORT_REASONS = ['spam', 'offensive', 'off_topic', 'personal_data', 'fake', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
export const MODERATION_DECISIONS = ['hide', 'restore', 'keep'] as const;
export type ModerationDecision = (typeof MODERATION_DECISIONS)[number];

export interface ReviewReport {
  user_id: string;
  reason: ReportReason;
  comment: string;
  at: Date | string;
}

export interface ReviewModeration {
  decision: ModerationDecision;
  reason: string;
  by: string;
  at: Date | string;
}

/** A review as administrators see it. */
export interface ModeratedReview extends ReviewReply {
  status: ShownStatus;
  author_id: string;
  /** Reports since the last decision. */
  open_reports: number;
  reports: ReviewReport[];
  /** The last decision. */
  moderation: ReviewModeration | null;
}

export const MODERATED_REVIEW = Joi.object<ModeratedReview, true>({
  ...REVIEW_FIELDS,
  status: STATUS,
  author_id: objectId().required(),
  open_reports: count().required(),
  reports: Joi.array()
    .items(
      Joi.object<ReviewReport, true>({
        user_id: objectId().required(),
        reason: Joi.string()
          .valid(...REPORT_REASONS)
          .required(),
        comment: Joi.string().allow('').required(),
        at: timestamp().required(),
      }),
    )
    .required(),
  moderation: Joi.object<ReviewModeration, true>({
    decision: Joi.string()
      .valid(...MODERATION_DECISIONS)
      .required(),
    reason: Joi.string().required(),
    by: objectId().required(),
    at: timestamp().required(),
  })
    .allow(null)
    .required(),
}).label('ModeratedReview');

export const EXAMPLE_REVIEW: ReviewReply = {
  _id: '665f1c2ab7e4d91f0a3c5f01',
  course_id: '665f1c2ab7e4d91f0a3c5d7e',
  rating: 5,
  comment: 'I finally understand when to use a lookup and when a pivot table.',
  author: { display_name: 'Ada L.', user_id: null },
  verified: true,
  helpful_count: 3,
  reply: {
    text: 'Thank you: the next lesson on charts is for you.',
    created_at: '2026-11-04T09:00:00.000Z',
    updated_at: '2026-11-04T09:00:00.000Z',
  },
  created_at: '2026-11-03T18:00:00.000Z',
  edited_at: null,
};
