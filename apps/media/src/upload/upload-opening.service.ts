import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { UPLOAD_PURPOSES, type NewUpload, type UploadPurposeRule } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toObjectId } from '@har/mongo';
import { PART_SIZE } from './upload-parts';
import { UploadRepository } from './upload.repository';
import type { Upload } from './upload.schema';

/** How many uploads of a user may wait at once. */
export const MOST_WAITING = 20;
/** Nobody sends a file for longer, or leaves one unused. */
export const UPLOAD_LIFE_MS = 24 * 3_600_000;

/** Admits new uploads. */
@Injectable()
export class UploadOpeningService {
  constructor(private readonly uploads: UploadRepository) {}

  /**
   * @param id 24 hexadecimal digits that the upload takes; the same again finds it
   * @throws CatalogueError INSTRUCTOR_REQUIRED, UPLOAD_TYPE_REFUSED, UPLOAD_TOO_LARGE, TOO_MANY_UPLOADS
   */
  async admit(actor: Actor, input: NewUpload, id: string): Promise<Upload> {
    assertAllowed(actor, input);
    for (;;) {
      const free = await this.freeSlots(actor.user_id);
      if (free.length === 0) throw new CatalogueError('TOO_MANY_UPLOADS', { limit: MOST_WAITING });
      // Any of them: many requests at once would all take the first.
      const slot = free[Math.floor(Math.random() * free.length)]!;
      const upload = newUpload(actor, input, id, slot);
      if (await this.uploads.insert(upload)) return upload;
      const known = await this.uploads.findOwn(actor.user_id, id);
      if (known) return known;
    }
  }

  private async freeSlots(userId: string): Promise<string[]> {
    const taken = new Set(await this.uploads.listSlots(userId));
    const all = Array.from({ length: MOST_WAITING }, (_, index) => `${userId}:${index}`);
    return all.filter((slot) => !taken.has(slot));
  }
}

function assertAllowed(actor: Actor, { purpose, content_type, size }: NewUpload): void {
  const rule: UploadPurposeRule = UPLOAD_PURPOSES[purpose];
  if (rule.teaching && actor.role === 'learner') throw new CatalogueError('INSTRUCTOR_REQUIRED');
  if (!rule.types.includes(content_type)) {
    throw new CatalogueError('UPLOAD_TYPE_REFUSED', { types: rule.types.join(', ') });
  }
  if (size > rule.max_size) throw new CatalogueError('UPLOAD_TOO_LARGE', { limit: rule.max_size });
}

function newUpload(actor: Actor, input: NewUpload, id: string, slot: string): Upload {
  const now = new Date();
  return {
    _id: toObjectId(id),
    user_id: toObjectId(actor.user_id),
    purpose: input.purpose,
    filename: input.filename,
    size: input.size,
    content_type: input.content_type,
    sha256: input.sha256 ?? null,
    status: 'open',
    refused_because: null,
    key: `uploads/${id}/${randomBytes(16).toString('hex')}`,
    public_id: randomBytes(16).toString('hex'),
    multipart_id: null,
    part_size: PART_SIZE,
    slot,
    duration_seconds: null,
    has_thumbnail: false,
    claimant: null,
    lesson_id: null,
    lease_until: now,
    attempts: 0,
    expires_at: new Date(now.getTime() + UPLOAD_LIFE_MS),
    created_at: now,
  };
}
