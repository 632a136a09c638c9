import { Schema, type Types } from 'mongoose';
import type { QuizAnswer } from '@har/contracts';
import { outboxPlugin, type OutboxEntry } from '@har/messaging';

export interface MarkedQuestion {
  question_id: string;
  /** Absent where the question was not answered. */
  answer?: QuizAnswer;
  correct: boolean;
  points: number;
  points_earned: number;
}

/** One marked try of a quiz; it never changes. */
export interface QuizAttempt {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  course_id: Types.ObjectId;
  lesson_id: Types.ObjectId;
  /** Percentage of the points, at most two decimals. */
  score: number;
  passing_score: number;
  passed: boolean;
  results: MarkedQuestion[];
  created_at: Date;
}

export type StoredQuizAttempt = QuizAttempt & { outbox?: OutboxEntry[] };

export const QUIZ_ATTEMPTS = 'QuizAttempt';

const markedQuestionSchema = new Schema<MarkedQuestion>(
  {
    question_id: { type: String, required: true },
    answer: { type: Schema.Types.Mixed },
    correct: { type: Boolean, required: true },
    points: { type: Number, required: true },
    points_earned: { type: Number, required: true },
  },
  { _id: false, id: false },
);

export const quizAttemptSchema = new Schema<StoredQuizAttempt>(
  {
    user_id: { type: Schema.Types.ObjectId, required: true },
    course_id: { type: Schema.Types.ObjectId, required: true },
    lesson_id: { type: Schema.Types.ObjectId, required: true },
    score: { type: Number, required: true },
    passing_score: { type: Number, required: true },
    passed: { type: Boolean, required: true },
    results: { type: [markedQuestionSchema], required: true },
    created_at: { type: Date, required: true },
  },
  { collection: 'quiz_attempts', versionKey: false },
);

quizAttemptSchema.plugin(outboxPlugin('course'));
quizAttemptSchema.index({ user_id: 1, lesson_id: 1, created_at: -1, _id: -1 });
