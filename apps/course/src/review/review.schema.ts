import { Schema, type Types } from 'mongoose';
import type { ModerationDecision, ReportReason } from '@har/contracts';
import { outboxPlugin, type OutboxEntry } from '@har/messaging';

/** A deleted review keeps its place, empty: its author may write another, a moderator's decision outlives it. */
export const REVIEW_STATUSES = ['visible', 'hidden', 'deleted'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

export interface StoredAnswer {
  text: string;
  author_id: Types.ObjectId;
  created_at: Date;
  updated_at: Date;
}

export interface StoredReport {
  user_id: Types.ObjectId;
  reason: ReportReason;
  comment: string;
  at: Date;
}

export interface StoredModeration {
  decision: ModerationDecision;
  reason: string;
  by: Types.ObjectId;
  at: Date;
}

/** What a user thinks of a course (000 §4 reviews). */
export interface Review {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  course_id: Types.ObjectId;
  status: ReviewStatus;
  rating: number;
  comment: string;
  /** Whether the author is in the course and did not get their money back, see review-verification.service.ts. */
  verified: boolean;
  /** How many are in `helpful_by`. */
  helpful_count: number;
  reply: StoredAnswer | null;
  reports: StoredReport[];
  /** Since the last decision. */
  open_reports: number;
  /** The last decision. */
  moderation: StoredModeration | null;
  /** Grows with every change but those of the votes and of `verified`. */
  version: number;
  created_at: Date;
  edited_at: Date | null;
  /** The request that wrote it: repeated after a crash, it finds its own work. */
  written_by: string;
}

export type StoredReview = Review & { helpful_by: Types.ObjectId[]; outbox?: OutboxEntry[] };

export const REVIEWS = 'Review';

const answerSchema = new Schema<StoredAnswer>(
  { text: String, author_id: Schema.Types.ObjectId, created_at: Date, updated_at: Date },
  { _id: false },
);
const reportSchema = new Schema<StoredReport>(
  { user_id: Schema.Types.ObjectId, reason: String, comment: String, at: Date },
  { _id: false },
);
const moderationSchema = new Schema<StoredModeration>(
  { decision: String, reason: String, by: Schema.Types.ObjectId, at: Date },
  { _id: false },
);

export const reviewSchema = new Schema<StoredReview>(
  {
    user_id: { type: Schema.Types.ObjectId, required: true },
    course_id: { type: Schema.Types.ObjectId, required: true },
    status: { type: String, enum: REVIEW_STATUSES, required: true },
    rating: { type: Number, required: true },
    comment: { type: String, default: '' },
    verified: { type: Boolean, required: true },
    helpful_count: { type: Number, default: 0 },
    helpful_by: { type: [Schema.Types.ObjectId], default: [], select: false },
    reply: { type: answerSchema, default: null },
    reports: { type: [reportSchema], default: [] },
    open_reports: { type: Number, default: 0 },
    moderation: { type: moderationSchema, default: null },
    version: { type: Number, required: true },
    created_at: { type: Date, required: true },
    edited_at: { type: Date, default: null },
    written_by: { type: String, required: true },
  },
  { collection: 'reviews', versionKey: false },
);

reviewSchema.plugin(outboxPlugin('course'));
reviewSchema.index({ user_id: 1, course_id: 1 }, { unique: true });
// The lists of a course: each order, and each within one rating.
reviewSchema.index({ course_id: 1, status: 1, created_at: -1, _id: -1 });
reviewSchema.index({ course_id: 1, status: 1, rating: -1, created_at: -1, _id: -1 });
reviewSchema.index({ course_id: 1, status: 1, helpful_count: -1, created_at: -1, _id: -1 });
reviewSchema.index({ course_id: 1, status: 1, rating: -1, helpful_count: -1, created_at: -1, _id: -1 });
// What moderators look at.
reviewSchema.index({ open_reports: -1, _id: -1 });
reviewSchema.index({ status: 1, 'moderation.at': -1, _id: -1 });
