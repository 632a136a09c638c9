import { Schema, type Types } from 'mongoose';
import { RESOURCE_TYPES, type ResourceType } from '@har/contracts';
import { outboxPlugin, type OutboxEntry } from '@har/messaging';

/** A file for learners; its place on the shelf is its order. */
export interface Resource {
  _id: Types.ObjectId;
  title: string;
  type: ResourceType;
  file_id: string;
  filename: string;
  content_type: string;
  /** Bytes. */
  file_size: number;
  created_at: Date;
  updated_at: Date;
}

/**
 * All resources of a course, or of a lesson, in one document: every change of them, and what it tells of their files, is
 * one atomic write.
 */
export interface ResourceShelf {
  /** Of the lesson, or of the course. */
  _id: Types.ObjectId;
  course_id: Types.ObjectId;
  lesson_id: Types.ObjectId | null;
  items: Resource[];
  /** Resource → how often it was downloaded; beside the items, so that counting never stands in the way of a change. */
  downloads: Record<string, number>;
  /** Grows with every change; a change names the one it is based on. */
  revision: number;
  /** Its lesson is no more. */
  closed: boolean;
}

export type StoredShelf = ResourceShelf & { outbox?: OutboxEntry[] };

export const RESOURCE_SHELVES = 'ResourceShelf';

const resourceSchema = new Schema<Resource>({
  _id: { type: Schema.Types.ObjectId, required: true },
  title: { type: String, required: true },
  type: { type: String, enum: RESOURCE_TYPES, required: true },
  file_id: { type: String, required: true },
  filename: { type: String, required: true },
  content_type: { type: String, required: true },
  file_size: { type: Number, required: true },
  created_at: { type: Date, required: true },
  updated_at: { type: Date, required: true },
});

export const resourceShelfSchema = new Schema<StoredShelf>(
  {
    course_id: { type: Schema.Types.ObjectId, required: true },
    lesson_id: { type: Schema.Types.ObjectId, default: null },
    items: { type: [resourceSchema], default: [] },
    downloads: { type: Schema.Types.Mixed, default: {} },
    revision: { type: Number, default: 0 },
    closed: { type: Boolean, default: false },
  },
  { collection: 'resource_shelves', versionKey: false, minimize: false },
);

resourceShelfSchema.plugin(outboxPlugin('course'));
resourceShelfSchema.index({ 'items._id': 1 });
