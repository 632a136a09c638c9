import { Schema, type Types } from 'mongoose';
import type { ProgressStatus } from '@har/contracts';

/** How far a learner is in a lesson (001 §SERVICE 2 A). */
export interface StoredProgress {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  lesson_id: Types.ObjectId;
  course_id: Types.ObjectId;
  status: ProgressStatus;
  time_spent_seconds: number;
  /** The best score, of quiz lessons only. */
  quiz_score?: number;
  created_at: Date;
  updated_at: Date;
}

export const LESSON_PROGRESS_MODEL = 'LessonProgress';
export const LESSON_PROGRESS_COLLECTION = 'lesson_progress';

export const lessonProgressSchema = new Schema<StoredProgress>(
  {
    user_id: { type: Schema.Types.ObjectId, required: true },
    lesson_id: { type: Schema.Types.ObjectId, required: true },
    course_id: { type: Schema.Types.ObjectId, required: true },
    status: { type: String, required: true },
    time_spent_seconds: { type: Number, required: true },
    quiz_score: { type: Number },
    created_at: { type: Date, required: true },
    updated_at: { type: Date, required: true },
  },
  { collection: LESSON_PROGRESS_COLLECTION, versionKey: false },
);

lessonProgressSchema.index({ user_id: 1, lesson_id: 1 }, { unique: true });
lessonProgressSchema.index({ user_id: 1, course_id: 1, status: 1 });
