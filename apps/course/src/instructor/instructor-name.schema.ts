import { Schema } from 'mongoose';

/** The name of a user, as the auth service last told it; `version` grows with every change. */
export interface InstructorName {
  /** The user's id. */
  _id: string;
  name: string;
  version: number;
}

export const INSTRUCTOR_NAMES = 'InstructorName';

export const instructorNameSchema = new Schema<InstructorName>(
  {
    _id: { type: String, required: true },
    name: { type: String, default: '' },
    version: { type: Number, required: true },
  },
  { collection: 'instructor_names', versionKey: false },
);
