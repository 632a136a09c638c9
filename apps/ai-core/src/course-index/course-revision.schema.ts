import { Schema } from 'mongoose';

/** How often the lessons and the glossary of a course have changed: replicas compare it with that of the index they hold. */
export interface CourseRevision {
  /** The course's id. */
  _id: string;
  revision: number;
  glossary_revision: number;
}

export const COURSE_REVISION = 'CourseRevision';

export const courseRevisionSchema = new Schema<CourseRevision>(
  { _id: String, revision: { type: Number, default: 0 }, glossary_revision: { type: Number, default: 0 } },
  { collection: 'course_revisions', versionKey: false },
);
