import type { MissingPart, UploadReply, UploadStatus } from '@har/contracts';
import { plannedParts } from './upload-parts';
import type { FileStatus, Upload } from './upload.schema';

const SHOWN: Record<FileStatus, UploadStatus> = {
  open: 'open',
  verifying: 'verifying',
  ready: 'ready',
  claimed: 'used',
  attached: 'used',
  rejected: 'rejected',
  removed: 'rejected',
};

export interface UploadProgress {
  readonly arrived: number;
  readonly missing: MissingPart[];
  readonly urls_expire_at: Date | null;
}

/** An upload as its owner sees it: never a key. */
export function toUploadReply(upload: Upload, progress?: UploadProgress): UploadReply {
  const parts_total = plannedParts(upload.size, upload.part_size).length;
  return {
    _id: String(upload._id),
    purpose: upload.purpose,
    filename: upload.filename,
    size: upload.size,
    content_type: upload.content_type,
    status: SHOWN[upload.status],
    refused_because: upload.refused_because,
    parts_total,
    parts_arrived: progress?.arrived ?? parts_total,
    missing_parts: progress?.missing ?? [],
    urls_expire_at: progress?.urls_expire_at ?? null,
    expires_at: upload.expires_at ?? upload.created_at,
    created_at: upload.created_at,
  };
}
