import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import type { RatingDistribution } from '@har/contracts';
import { OutboxRelays, type OutboxRelay } from '@har/messaging';
import { toObjectId } from '@har/mongo';
import { COURSES, type StoredCourse } from '../course/course.schema';
import { ratingPipeline, type RatingStep } from './rating-pipeline';
import { REVIEWS, type StoredReview } from './review.schema';

export interface KeptRating {
  readonly _id: Types.ObjectId;
  readonly average_rating: number;
  readonly reviews_count: number;
  readonly rating_counts?: Partial<RatingDistribution>;
}

const KEPT = { average_rating: 1, reviews_count: 1, rating_counts: 1 } as const;

/** What a course keeps of its reviews, beside the reviews themselves. */
@Injectable()
export class CourseRatingRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(COURSES) private readonly courses: Model<StoredCourse>,
    @InjectModel(REVIEWS) private readonly reviews: Model<StoredReview>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(courses);
  }

  /** Counts a rating that moved, once however often the event is told; average and total move in the same update. */
  async apply(courseId: string, step: RatingStep): Promise<void> {
    const result = await this.courses.updateOne(
      { _id: toObjectId(courseId), applied_events: { $ne: step.event_id } },
      ratingPipeline(step),
      { updatePipeline: true },
    );
    if (result.modifiedCount === 1) void this.relay.kick(toObjectId(courseId));
  }

  streamKept(): AsyncIterable<KeptRating> {
    return this.courses.find().select(KEPT).lean<KeptRating>().cursor({ batchSize: 100 });
  }

  async keptOf(courseId: Types.ObjectId): Promise<KeptRating | null> {
    return this.courses.findById(courseId).select(KEPT).lean<KeptRating>();
  }

  /** The reviews that are shown, by their stars. */
  async count(courseId: Types.ObjectId): Promise<Map<number, number>> {
    const groups = await this.reviews.aggregate<{ _id: number; count: number }>([
      { $match: { course_id: courseId, status: 'visible' } },
      { $group: { _id: '$rating', count: { $sum: 1 } } },
    ]);
    return new Map(groups.map(({ _id, count }) => [_id, count]));
  }

  /** Mends reviews whose votes are not as many as they say. @returns their ids */
  async mendVotes(): Promise<string[]> {
    const differs = { $expr: { $ne: ['$helpful_count', { $size: '$helpful_by' }] } };
    const wrong = await this.reviews.find(differs).select({ _id: 1 }).lean();
    for (const { _id } of wrong) {
      await this.reviews.updateOne({ _id }, [{ $set: { helpful_count: { $size: '$helpful_by' } } }], {
        updatePipeline: true,
      });
    }
    return wrong.map(({ _id }) => String(_id));
  }
}
