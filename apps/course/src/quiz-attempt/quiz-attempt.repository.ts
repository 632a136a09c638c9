import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { quizAttempted } from '@har/contracts';
import { outboxEntry, OutboxRelays, type OutboxRelay } from '@har/messaging';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import type { PageQuery } from '@har/routing';
import { QUIZ_ATTEMPTS, type QuizAttempt, type StoredQuizAttempt } from './quiz-attempt.schema';

/** Attempts are counted one by one up to here. */
const COUNT_BOUND = 10_000;

@Injectable()
export class QuizAttemptRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(QUIZ_ATTEMPTS) private readonly attempts: Model<StoredQuizAttempt>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(attempts);
  }

  /** Stores an attempt and tells of it. @returns it, or the one that the same id was given before */
  async add(attempt: QuizAttempt): Promise<QuizAttempt> {
    try {
      await this.attempts.create([{ ...attempt, outbox: [attemptedEvent(attempt)] }]);
      void this.relay.kick(attempt._id);
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

function attemptedEvent({ _id, user_id, course_id, lesson_id, score, results }: QuizAttempt) {
  return outboxEntry(quizAttempted.type, {
    attempt_id: String(_id),
    user_id: String(user_id),
    course_id: String(course_id),
    lesson_id: String(lesson_id),
    score,
    results: results.map(({ question_id, correct }) => ({ question_id, correct })),
  });
}
