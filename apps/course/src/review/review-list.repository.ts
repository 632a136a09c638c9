import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import type { ModerationQuery, ReviewQuery, ReviewSort } from '@har/contracts';
import { toObjectId } from '@har/mongo';
import { REVIEWS, type Review, type StoredReview } from './review.schema';

/** Each is the tail of an index that begins with the course and the status. */
const ORDERS: Record<ReviewSort, Record<string, -1>> = {
  newest: { created_at: -1, _id: -1 },
  rating: { rating: -1, created_at: -1, _id: -1 },
  helpful: { helpful_count: -1, created_at: -1, _id: -1 },
};
/** What moderators see is counted one by one up to here. */
const COUNT_BOUND = 10_000;

const MODERATED = {
  reported: { filter: { open_reports: { $gt: 0 } }, sort: { open_reports: -1, _id: -1 } },
  hidden: { filter: { status: 'hidden' }, sort: { 'moderation.at': -1, _id: -1 } },
} as const;

/** Reviews as they are read: page by page, in orders that an index has. */
@Injectable()
export class ReviewListRepository {
  constructor(@InjectModel(REVIEWS) private readonly reviews: Model<StoredReview>) {}

  /** A page of those of a course that everybody sees. */
  async listShown(courseId: string, { sort, rating, page, limit }: ReviewQuery): Promise<Review[]> {
    // Within one rating the best first are the newest first.
    const order = rating !== undefined && sort === 'rating' ? ORDERS.newest : ORDERS[sort];
    return this.reviews
      .find({
        course_id: toObjectId(courseId),
        status: 'visible',
        ...(rating !== undefined && { rating }),
      })
      .sort(order)
      .skip((page - 1) * limit)
      .limit(limit)
      .lean<Review[]>();
  }

  async listModerated({
    state,
    page,
    limit,
  }: ModerationQuery): Promise<{ reviews: Review[]; total: number }> {
    const { sort } = MODERATED[state];
    const filter = MODERATED[state].filter as QueryFilter<StoredReview>;
    const [reviews, total] = await Promise.all([
      this.reviews
        .find(filter)
        .sort({ ...sort })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<Review[]>(),
      this.reviews.countDocuments(filter, { limit: COUNT_BOUND }),
    ]);
    return { reviews, total };
  }
}
