import { Schema } from 'mongoose';

/** What a learner answered at the first try of a quiz: later tries know the questions. */
export interface FirstAttempt {
  /** `lesson:user` */
  _id: string;
  course_id: string;
  lesson_id: string;
  results: { question_id: string; correct: boolean }[];
  at: Date;
}

export const FIRST_ATTEMPT = 'FirstAttempt';

export const firstAttemptSchema = new Schema<FirstAttempt>(
  {
    _id: String,
    course_id: { type: String, required: true },
    lesson_id: { type: String, required: true },
    results: {
      type: [new Schema({ question_id: String, correct: Boolean }, { _id: false, id: false })],
      required: true,
    },
    at: { type: Date, required: true },
  },
  { collection: 'first_attempts', versionKey: false },
).index({ course_id: 1, lesson_id: 1, at: -1 });
