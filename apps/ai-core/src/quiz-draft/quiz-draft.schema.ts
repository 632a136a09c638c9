import { Schema, type Types } from 'mongoose';
import {
  DEFAULT_PASSING_SCORE,
  QUIZ_DRAFT_STATUSES,
  type DraftQuestion,
  type QuizDraftStatus,
} from '@har/contracts';

/** Generated questions that wait for an instructor's word. */
export interface QuizDraft {
  _id: Types.ObjectId;
  course_id: string;
  lesson_id: string;
  title: string;
  passing_score: number;
  status: QuizDraftStatus;
  revision: number;
  questions: DraftQuestion[];
  partial: boolean;
  warnings: string[];
  quiz_lesson_id: string | null;
  /** While approving: from then on another attempt may take over. */
  approving_until: Date | null;
  created_at: Date;
}

export const QUIZ_DRAFT = 'QuizDraft';

const draftQuestionSchema = new Schema<DraftQuestion>(
  {
    question_id: { type: String, required: true },
    kind: { type: String, required: true },
    tier: { type: String, required: true },
    question: { type: String, required: true },
    options: { type: [String], required: true },
    correct_index: { type: Number, required: true },
    explanation: { type: String, default: '' },
    source_quote: { type: String, default: '' },
  },
  { _id: false, id: false },
);

export const quizDraftSchema = new Schema<QuizDraft>(
  {
    course_id: { type: String, required: true },
    lesson_id: { type: String, required: true },
    title: { type: String, required: true },
    passing_score: { type: Number, default: DEFAULT_PASSING_SCORE },
    status: { type: String, enum: QUIZ_DRAFT_STATUSES, required: true },
    revision: { type: Number, required: true },
    questions: { type: [draftQuestionSchema], required: true },
    partial: { type: Boolean, required: true },
    warnings: { type: [String], required: true },
    quiz_lesson_id: { type: String, default: null },
    approving_until: { type: Date, default: null },
    created_at: { type: Date, required: true },
  },
  { collection: 'quiz_drafts', versionKey: false },
)
  .index({ course_id: 1, created_at: -1, _id: -1 })
  .index({ course_id: 1, status: 1, created_at: -1, _id: -1 });
