import type { ModeratedReview, OwnReview, ReviewAuthor, ReviewReply } from '@har/contracts';
import type { InstructorName } from '../instructor/instructor-name.schema';
import type { Review } from './review.schema';

/** Names by user id. */
export type NameBook = ReadonlyMap<string, InstructorName>;

/** A review as everybody sees it. */
export function toReviewReply(review: Review, names: NameBook): ReviewReply {
  const { reply } = review;
  return {
    _id: String(review._id),
    course_id: String(review.course_id),
    rating: review.rating,
    comment: review.comment,
    author: toAuthor(names.get(String(review.user_id))),
    verified: review.verified,
    helpful_count: review.helpful_count,
    reply: reply && { text: reply.text, created_at: reply.created_at, updated_at: reply.updated_at },
    created_at: review.created_at,
    edited_at: review.edited_at,
  };
}

/** A review as its author sees it. */
export function toOwnReview(review: Review, names: NameBook): OwnReview {
  const hidden = review.status === 'hidden';
  return {
    ...toReviewReply(review, names),
    status: hidden ? 'hidden' : 'visible',
    hidden_reason: hidden ? (review.moderation?.reason ?? '') : null,
  };
}

/** A review as administrators see it. */
export function toModeratedReview(review: Review, names: NameBook): ModeratedReview {
  const { moderation } = review;
  return {
    ...toReviewReply(review, names),
    status: review.status === 'hidden' ? 'hidden' : 'visible',
    author_id: String(review.user_id),
    open_reports: review.open_reports,
    reports: review.reports.map(({ user_id, reason, comment, at }) => ({
      user_id: String(user_id),
      reason,
      comment,
      at,
    })),
    moderation: moderation && {
      decision: moderation.decision,
      reason: moderation.reason,
      by: String(moderation.by),
      at: moderation.at,
    },
  };
}

/** Whoever is not named in full is not led to either. */
function toAuthor(known: InstructorName | undefined): ReviewAuthor {
  const display_name = known?.review_name ?? '';
  const inFull = known !== undefined && display_name !== '' && display_name === known.name;
  return { display_name, user_id: inFull ? known._id : null };
}
