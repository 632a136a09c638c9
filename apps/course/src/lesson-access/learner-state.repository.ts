import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { toObjectId } from '@har/mongo';
import { ENROLLMENTS, type Enrollment, type StoredEnrollment } from '../enrollment/enrollment.schema';
import { LESSON_PROGRESS_COLLECTION, type StoredProgress } from '../progress/lesson-progress.schema';

export interface LearnerState {
  readonly enrollment: Enrollment;
  readonly progress: StoredProgress | undefined;
}

/** A learner's enrolment in a course and progress in one of its lessons, in one query. */
@Injectable()
export class LearnerStateRepository {
  constructor(@InjectModel(ENROLLMENTS) private readonly enrollments: Model<StoredEnrollment>) {}

  /** @returns null when the user never joined the course */
  async find(userId: string, courseId: string, lessonId: string): Promise<LearnerState | null> {
    const user_id = toObjectId(userId);
    const [found] = await this.enrollments.aggregate<Enrollment & { progress: StoredProgress[] }>([
      { $match: { user_id, course_id: toObjectId(courseId) } },
      { $project: { outbox: 0 } },
      {
        $lookup: {
          from: LESSON_PROGRESS_COLLECTION,
          pipeline: [{ $match: { user_id, lesson_id: toObjectId(lessonId) } }],
          as: 'progress',
        },
      },
    ]);
    if (!found) return null;
    const { progress, ...enrollment } = found;
    return { enrollment, progress: progress[0] };
  }
}
