import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import type { PageQuery } from '@har/routing';
import { QUIZ_ATTEMPTS, type QuizAttempt } from './quiz-attempt.schema';

/** Attempts are counted one by one up to here. */
const COUNT_BOUND = 10_000;

@Injectable()
export class QuizAttemptRepository {
  constructor(@InjectModel(QUIZ_ATTEMPTS) private readonly attempts: Model<QuizAttempt>) {}

  /** Stores an attempt. @returns it, or the one that the same id was given before */
  async add(attempt: QuizAttempt): Promise<QuizAttempt> {
    try {
      await this.attempts.create([attempt]);
      return attempt;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.attempts.findById(attempt._id).lean<QuizAttempt>()) ?? attempt;
    }
  }

  /** How many attempts a learner made at a quiz, at most `bound`. */
  async count(userId: string, lessonId: string, bound: number): Promise<number> {
    return this.attempts.countDocuments(
      { user_id: toObjectId(userId), lesson_id: toObjectId(lessonId) },
      { limit: bound },
    );
  }

  /** A learner's attempts at a quiz, the last first. */
  async listOf(userId: string, lessonId: string, { page, limit }: PageQuery) {
    const filter = { user_id: toObjectId(userId), lesson_id: toObjectId(lessonId) };
    const [attempts, total] = await Promise.all([
      this.attempts
        .find(filter)
        .sort({ created_at: -1, _id: -1 })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<QuizAttempt[]>(),
      this.attempts.countDocuments(filter, { limit: COUNT_BOUND }),
    ]);
    return { attempts, total };
  }
}
