import { Schema, type Types } from 'mongoose';
import { outboxPlugin, type OutboxEntry } from '@har/messaging';

/** A module's texts. Whether it exists, its place and its lessons are said by the outline of its course alone. */
export interface CourseModuleRecord {
  _id: Types.ObjectId;
  course_id: Types.ObjectId;
  title: string;
  description: string;
  created_at: Date;
  /** Set while it is being linked to, or taken from, its course: what a crash left behind is found by it. */
  link_pending_at?: Date;
}

export type StoredModule = CourseModuleRecord & { outbox?: OutboxEntry[] };

export const MODULES = 'Module';

export const moduleSchema = new Schema<StoredModule>(
  {
    course_id: { type: Schema.Types.ObjectId, required: true },
    title: { type: String, required: true },
    description: { type: String, default: '' },
    link_pending_at: { type: Date },
  },
  { collection: 'modules', versionKey: false, timestamps: { createdAt: 'created_at', updatedAt: false } },
);

moduleSchema.plugin(outboxPlugin('course'));
moduleSchema.index({ course_id: 1 });
moduleSchema.index({ link_pending_at: 1 }, { sparse: true });
