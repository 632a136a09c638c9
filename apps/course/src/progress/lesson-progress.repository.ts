import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import type { ProgressStatus } from '@har/contracts';
import { derivedId, isDuplicateKey, retryOnConflict, toObjectId } from '@har/mongo';
import { LESSON_PROGRESS_MODEL, type StoredProgress } from './lesson-progress.schema';

export interface ProgressKey {
  user_id: string;
  course_id: string;
  lesson_id: string;
}

export interface ProgressStep {
  status: ProgressStatus;
  /** In all. */
  time_spent_seconds?: number;
  quiz_score?: number;
}

/** Progress by lesson; it never goes backwards. */
@Injectable()
export class LessonProgressRepository {
  constructor(@InjectModel(LESSON_PROGRESS_MODEL) private readonly progress: Model<StoredProgress>) {}

  /** All that a learner has recorded in a course, in no order. */
  async listOf(userId: string, courseId: string): Promise<StoredProgress[]> {
    return this.progress
      .find({ user_id: toObjectId(userId), course_id: toObjectId(courseId) })
      .lean<StoredProgress[]>();
  }

  /**
   * Moves progress forward by one atomic write; a step that is not ahead in anything writes nothing.
   *
   * @param known what the caller read of it; it is never behind that again
   * @returns the progress as it is now
   */
  async advance(key: ProgressKey, step: ProgressStep, known?: StoredProgress): Promise<StoredProgress> {
    if (known && !isAhead(step, known)) return known;
    const begun = known ? null : await this.begin(key, step);
    if (begun) return begun;
    const ids = { user_id: toObjectId(key.user_id), lesson_id: toObjectId(key.lesson_id) };
    const { status, time_spent_seconds = 0, quiz_score } = step;
    // No upsert: of several at once of one new row FerretDB makes a deadlock, which lasts a second.
    const advanced = await retryOnConflict(() =>
      this.progress.findOneAndUpdate(
        { ...ids, $or: aheadOf({ status, time_spent_seconds, quiz_score }) },
        {
          // "completed" < "in_progress" < "not_started": in the order of the alphabet, forward is down.
          $min: { status },
          $max: { time_spent_seconds, ...(quiz_score !== undefined && { quiz_score }) },
          $set: { updated_at: new Date() },
        },
        { returnDocument: 'after', lean: true },
      ),
    );
    if (advanced) return advanced;
    const current = await this.progress.findOne(ids).lean<StoredProgress>();
    return this.advance(key, step, current ?? undefined);
  }

  /** @returns null when there is a row by now */
  private async begin(
    { user_id, lesson_id, course_id }: ProgressKey,
    { status, time_spent_seconds = 0, quiz_score }: ProgressStep,
  ): Promise<StoredProgress | null> {
    const now = new Date();
    const record: StoredProgress = {
      _id: derivedId(user_id, lesson_id),
      user_id: toObjectId(user_id),
      lesson_id: toObjectId(lesson_id),
      course_id: toObjectId(course_id),
      status,
      time_spent_seconds,
      ...(quiz_score !== undefined && { quiz_score }),
      created_at: now,
      updated_at: now,
    };
    try {
      await retryOnConflict(() => this.progress.collection.insertOne(record));
      return record;
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }
}

/** What is behind the step in something. */
function aheadOf({ status, time_spent_seconds, quiz_score }: ProgressStep): QueryFilter<StoredProgress>[] {
  return [
    { status: { $gt: status } },
    { time_spent_seconds: { $lt: time_spent_seconds } },
    ...(quiz_score === undefined ? [] : [{ quiz_score: { $not: { $gte: quiz_score } } }]),
  ] as QueryFilter<StoredProgress>[];
}

function isAhead(step: ProgressStep, current: StoredProgress): boolean {
  return (
    step.status < current.status ||
    (step.time_spent_seconds ?? 0) > current.time_spent_seconds ||
    (step.quiz_score ?? -1) > (current.quiz_score ?? -1)
  );
}
