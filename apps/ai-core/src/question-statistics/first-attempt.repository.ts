import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import { FIRST_ATTEMPT, type FirstAttempt } from './first-attempt.schema';

/** More than this tell nothing new. */
const MOST_ATTEMPTS = 2_000;

@Injectable()
export class FirstAttemptRepository {
  constructor(@InjectModel(FIRST_ATTEMPT) private readonly attempts: Model<FirstAttempt>) {}

  /** Keeps the earliest attempt, whatever the order and number of times they are told in. */
  async keepFirst({ _id, ...attempt }: FirstAttempt): Promise<void> {
    try {
      await this.attempts.updateOne({ _id, at: { $gt: attempt.at } }, { $set: attempt }, { upsert: true });
    } catch (error) {
      // The upsert met an attempt that is as early or earlier.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Deleting an account is rare enough to read the ids of all attempts for it. */
  async forgetUser(userId: string): Promise<void> {
    await this.attempts.deleteMany({ _id: { $regex: `:${toObjectId(userId).toHexString()}$` } });
  }

  /** The latest first attempts at a quiz. */
  list(courseId: string, lessonId: string): Promise<FirstAttempt[]> {
    return this.attempts
      .find({ course_id: courseId, lesson_id: lessonId })
      .sort({ at: -1 })
      .limit(MOST_ATTEMPTS)
      .lean<FirstAttempt[]>();
  }
}
