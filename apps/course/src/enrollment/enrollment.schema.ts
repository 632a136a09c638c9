import { Schema, type Types } from 'mongoose';
import type { EnrollmentStatus } from '@har/contracts';
import { outboxPlugin, type OutboxEntry } from '@har/messaging';

/** Why a learner was let in: the course was free, it was paid for, or they manage it. */
export const ADMISSIONS = ['free', 'entitlement', 'staff'] as const;
export type Admission = (typeof ADMISSIONS)[number];

/** A learner's place in a course (001 §SERVICE 2 A). */
export interface Enrollment {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  course_id: Types.ObjectId;
  status: EnrollmentStatus;
  /** Whoever joined a course while it was free keeps it when it gets a price. */
  admission: Admission;
  /** Of the last settlement; answers count anew over the lessons that exist. */
  progress_percentage: number;
  /** In the order of completion; deleted lessons stay in it. */
  completed_lessons: Types.ObjectId[];
  last_accessed_lesson_id: Types.ObjectId | null;
  enrolled_at: Date;
  /** Once set it stays, also when the course is left. */
  completed_at: Date | null;
  last_accessed_at: Date | null;
  /** The course's version whose lessons `status` and `progress_percentage` were last counted over. */
  outline_version: number;
  /** The request that joined last: repeated after a crash, it finds its own work. */
  joined_by: string;
}

export type StoredEnrollment = Enrollment & { outbox?: OutboxEntry[] };

/** The statuses of somebody who is in a course. */
export const ENROLLED: EnrollmentStatus[] = ['active', 'completed'];

export const ENROLLMENTS = 'Enrollment';

export const enrollmentSchema = new Schema<StoredEnrollment>(
  {
    user_id: { type: Schema.Types.ObjectId, required: true },
    course_id: { type: Schema.Types.ObjectId, required: true },
    status: { type: String, required: true },
    admission: { type: String, required: true },
    progress_percentage: { type: Number, default: 0 },
    completed_lessons: { type: [Schema.Types.ObjectId], default: [] },
    last_accessed_lesson_id: { type: Schema.Types.ObjectId, default: null },
    enrolled_at: { type: Date, required: true },
    completed_at: { type: Date, default: null },
    last_accessed_at: { type: Date, default: null },
    outline_version: { type: Number, default: 0 },
    joined_by: { type: String, required: true },
  },
  { collection: 'enrollments', versionKey: false },
);

enrollmentSchema.plugin(outboxPlugin('course'));
enrollmentSchema.index({ user_id: 1, course_id: 1 }, { unique: true });
enrollmentSchema.index({ user_id: 1, enrolled_at: -1, _id: -1 });
enrollmentSchema.index({ user_id: 1, status: 1, enrolled_at: -1, _id: -1 });
enrollmentSchema.index({ course_id: 1, status: 1 });
