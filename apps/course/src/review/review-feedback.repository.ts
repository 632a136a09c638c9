import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import type { ReportInput } from '@har/contracts';
import { OutboxRelays, type OutboxRelay } from '@har/messaging';
import { retryOnConflict, toObjectId } from '@har/mongo';
import { reviewChangedEvent } from './review-events';
import { REVIEWS, type Review, type StoredReview } from './review.schema';

/** More reports than this say nothing that moderators do not know. */
const MOST_REPORTS = 500;

/** What others make of a review: votes and reports, each by one atomic update that names who has not said so yet. */
@Injectable()
export class ReviewFeedbackRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(REVIEWS) private readonly reviews: Model<StoredReview>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(reviews);
  }

  /** Counts a vote once. @returns the review after it; null when it was counted before, or the review is not shown */
  async vote(review: Review, userId: string): Promise<Review | null> {
    const user = toObjectId(userId);
    return this.update(
      { _id: review._id, status: 'visible', helpful_by: { $ne: user } },
      { $push: { helpful_by: user, outbox: reviewChangedEvent(review) }, $inc: { helpful_count: 1 } },
    );
  }

  /** Takes a vote back. @returns the review after it; null when there was none */
  async unvote(review: Review, userId: string): Promise<Review | null> {
    const user = toObjectId(userId);
    return this.update(
      { _id: review._id, status: 'visible', helpful_by: user },
      {
        $pull: { helpful_by: user },
        $push: { outbox: reviewChangedEvent(review) },
        $inc: { helpful_count: -1 },
      },
    );
  }

  /** Adds a report. @returns null when the user has reported the review, or the review is not shown */
  async report(review: Review, userId: string, { reason, comment }: ReportInput): Promise<Review | null> {
    const user_id = toObjectId(userId);
    return this.update(
      { _id: review._id, status: 'visible', 'reports.user_id': { $ne: user_id } },
      {
        $push: { reports: { $each: [{ user_id, reason, comment, at: new Date() }], $slice: -MOST_REPORTS } },
        // A decision that is being written has not seen it.
        $inc: { open_reports: 1, version: 1 },
      },
    );
  }

  private async update(
    filter: QueryFilter<StoredReview>,
    update: UpdateQuery<StoredReview>,
  ): Promise<Review | null> {
    const changed = await retryOnConflict(() =>
      this.reviews.findOneAndUpdate(filter, update, { returnDocument: 'after' }).lean<Review>(),
    );
    if (changed) void this.relay.kick(changed._id);
    return changed;
  }
}
