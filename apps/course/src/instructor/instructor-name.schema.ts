import { Schema } from 'mongoose';

/** The name of a user, as the auth service last told it; `version` grows with every change. */
export interface InstructorName {
  /** The user's id. */
  _id: string;
  name: string;
  /** What reviews call the user: Ada L., or in full where the profile says so; empty once the account is deleted. */
  review_name?: string;
  version: number;
}

export const INSTRUCTOR_NAMES = 'InstructorName';

export const instructorNameSchema = new Schema<InstructorName>(
  {
    _id: { type: String, required: true },
    name: { type: String, default: '' },
    review_name: { type: String },
    version: { type: Number, required: true },
  },
  { collection: 'instructor_names', versionKey: false },
);
