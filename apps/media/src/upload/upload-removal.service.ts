import { Inject, Injectable } from '@nestjs/common';
import { OBJECT_STORAGE, type ObjectStorage } from '@har/storage';
import { objectsOf, privateObject } from './upload-objects';
import { UploadRepository } from './upload.repository';
import type { FileStatus, Upload } from './upload.schema';

/** Removes files with all their objects; what a crash or an absent storage leaves behind, the sweep removes. */
@Injectable()
export class UploadRemovalService {
  constructor(
    private readonly uploads: UploadRepository,
    @Inject(OBJECT_STORAGE) private readonly storage: ObjectStorage,
  ) {}

  /** @returns whether it had one of the statuses, and nobody can use it any more */
  async remove(upload: Pick<Upload, '_id'>, from: readonly FileStatus[]): Promise<boolean> {
    const removed = await this.uploads.move(upload._id, from, 'removed', { expires_at: new Date() });
    if (!removed) return false;
    await this.dropObjects(removed);
    await this.uploads.forget(removed._id);
    return true;
  }

  /** Drops what was sent and what was made of it. */
  async dropObjects(upload: Upload): Promise<void> {
    await this.storage.abortMultiparts(privateObject(upload));
    await Promise.all(objectsOf(upload).map((ref) => this.storage.delete(ref)));
  }
}
