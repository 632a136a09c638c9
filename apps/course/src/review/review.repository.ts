import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { ReviewInput } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { OutboxRelays, type OutboxRelay } from '@har/messaging';
import { isDuplicateKey, retryOnConflict, toObjectId } from '@har/mongo';
import { EditQueue } from '../course/edit-queue';
import { reviewEvents } from './review-events';
import { REVIEWS, type Review, type StoredReview } from './review.schema';

export interface NewReview extends ReviewInput {
  user_id: string;
  course_id: string;
  /** 24 hexadecimal digits: the id of a new review. */
  request: string;
}

export type ReviewChange = Partial<
  Omit<StoredReview, '_id' | 'user_id' | 'course_id' | 'version' | 'outbox'>
>;

/** What is left of a deleted review: its place. */
export const ERASED: ReviewChange = {
  status: 'deleted',
  comment: '',
  helpful_count: 0,
  helpful_by: [],
  reply: null,
  reports: [],
  open_reports: 0,
};

const TRIES = 20;
const LONGEST_PAUSE_MS = 40;

/** Reviews; what changes of one is decided on it as it is and written by compare-and-set on its version. */
@Injectable()
export class ReviewRepository {
  private readonly relay: OutboxRelay;
  private readonly edits = new EditQueue();

  constructor(
    @InjectModel(REVIEWS) private readonly reviews: Model<StoredReview>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(reviews);
  }

  /** Deleted ones too. */
  async findOf(userId: string, courseId: string): Promise<Review | null> {
    return this.reviews
      .findOne({ user_id: toObjectId(userId), course_id: toObjectId(courseId) })
      .lean<Review>();
  }

  /** @throws CatalogueError REVIEW_NOT_FOUND, also for deleted ones */
  async get(id: string): Promise<Review> {
    const review = await this.reviews.findById(id).lean<Review>();
    if (!review || review.status === 'deleted') throw new CatalogueError('REVIEW_NOT_FOUND');
    return review;
  }

  /** A first review. @returns null when the user has one of this course already, deleted ones included */
  async create({ user_id, course_id, request, rating, comment }: NewReview): Promise<Review | null> {
    const review: Review = {
      _id: toObjectId(request),
      user_id: toObjectId(user_id),
      course_id: toObjectId(course_id),
      status: 'visible',
      rating,
      comment,
      verified: true,
      helpful_count: 0,
      reply: null,
      reports: [],
      open_reports: 0,
      moderation: null,
      version: 1,
      created_at: new Date(),
      edited_at: null,
      written_by: request,
    };
    try {
      const stored = { ...review, outbox: reviewEvents(null, review) };
      await retryOnConflict(() => this.reviews.create([stored]));
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
    void this.relay.kick(review._id);
    return review;
  }

  /** Writes anew where one was deleted; what a moderator has hidden stays so. @returns null when it was written already */
  async rewrite(deleted: Review, { request, rating, comment }: NewReview): Promise<Review | null> {
    const hidden = deleted.moderation?.decision === 'hide';
    return this.compareAndSet(deleted, {
      status: hidden ? 'hidden' : 'visible',
      rating,
      comment,
      created_at: new Date(),
      edited_at: null,
      written_by: request,
    });
  }

  /**
   * Changes a review that is not deleted, again until nobody was faster.
   *
   * @param decide what to set, from the review as it is now; it may run several times
   * @throws CatalogueError REVIEW_NOT_FOUND, REVIEW_EDIT_CONFLICT, or what `decide` throws
   */
  async change(id: string, decide: (review: Review) => ReviewChange): Promise<Review> {
    return this.edits.run(id, async () => {
      for (let tries = 1; tries <= TRIES; tries += 1) {
        const review = await this.get(id);
        const changed = await this.compareAndSet(review, decide(review));
        if (changed) return changed;
        await sleep(Math.random() * LONGEST_PAUSE_MS);
      }
      throw new CatalogueError('REVIEW_EDIT_CONFLICT');
    });
  }

  /** Sets whether the author is one who took the course. @returns whether that was news */
  async setVerified(review: Pick<Review, '_id'>, verified: boolean): Promise<boolean> {
    const { _id } = review;
    const result = await this.reviews.updateOne({ _id, verified: !verified }, { $set: { verified } });
    return result.modifiedCount === 1;
  }

  private async compareAndSet(review: Review, set: ReviewChange): Promise<Review | null> {
    const next: Review = { ...review, ...set, version: review.version + 1 };
    const changed = await this.reviews
      .findOneAndUpdate(
        { _id: review._id, version: review.version },
        {
          $set: { ...set, version: next.version },
          $push: { outbox: { $each: reviewEvents(review, next) } },
        },
        { returnDocument: 'after' },
      )
      .lean<Review>();
    if (changed) void this.relay.kick(changed._id);
    return changed;
  }
}
