import { Schema, type Types } from 'mongoose';
import { REFUSALS, UPLOAD_PURPOSES, type Refusal, type UploadPurpose } from '@har/contracts';

/**
 * open → verifying → ready → claimed → attached, and from each of them to removed; verifying → rejected.
 * `claimed` is taken by an owner that has not told yet that it uses it, `removed` waits for its objects to go.
 */
export const FILE_STATUSES = [
  'open',
  'verifying',
  'ready',
  'claimed',
  'attached',
  'rejected',
  'removed',
] as const;
export type FileStatus = (typeof FILE_STATUSES)[number];

/** A file from the moment somebody announces it until its objects are gone. */
export interface Upload {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  purpose: UploadPurpose;
  filename: string;
  /** Bytes, as announced; what arrives is held against it. */
  size: number;
  /** As announced; of the content from `ready` on, which is the same or it is rejected. */
  content_type: string;
  sha256: string | null;
  status: FileStatus;
  refused_because: Refusal | null;
  /** Of the private object. It leaves this service only inside a presigned address. */
  key: string;
  /** Part of the address of what is public; nobody can guess it. */
  public_id: string;
  multipart_id: string | null;
  /** Bytes of every part but the last. */
  part_size: number;
  /** One of the few places a user has for uploads that wait; unique. */
  slot: string;
  duration_seconds: number | null;
  has_thumbnail: boolean;
  claimant: string | null;
  lesson_id: Types.ObjectId | null;
  /** Who verifies it has until then. */
  lease_until: Date;
  /** How often a verification began and did not end. */
  attempts: number;
  /** null while it is attached. */
  expires_at: Date | null;
  created_at: Date;
}

export const UPLOADS = 'Upload';

export const uploadSchema = new Schema<Upload>(
  {
    user_id: { type: Schema.Types.ObjectId, required: true },
    purpose: { type: String, enum: Object.keys(UPLOAD_PURPOSES), required: true },
    filename: { type: String, required: true },
    size: { type: Number, required: true },
    content_type: { type: String, required: true },
    sha256: { type: String, default: null },
    status: { type: String, enum: FILE_STATUSES, required: true },
    refused_because: { type: String, enum: [...REFUSALS, null], default: null },
    key: { type: String, required: true },
    public_id: { type: String, required: true },
    multipart_id: { type: String, default: null },
    part_size: { type: Number, required: true },
    slot: { type: String, required: true, unique: true },
    duration_seconds: { type: Number, default: null },
    has_thumbnail: { type: Boolean, default: false },
    claimant: { type: String, default: null },
    lesson_id: { type: Schema.Types.ObjectId, default: null },
    lease_until: { type: Date, required: true },
    attempts: { type: Number, default: 0 },
    expires_at: { type: Date, default: null },
    created_at: { type: Date, required: true },
  },
  { collection: 'uploads', versionKey: false },
);

uploadSchema.index({ user_id: 1, status: 1 });
uploadSchema.index({ status: 1, expires_at: 1 });
uploadSchema.index({ status: 1, lease_until: 1 });
uploadSchema.index({ lesson_id: 1 });
