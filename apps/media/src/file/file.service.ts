import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { Claim, ClaimedFile, FilesChanged, SignedFile } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toObjectId } from '@har/mongo';
import { contentDisposition, OBJECT_STORAGE, type ObjectStorage } from '@har/storage';
import { MEDIA_ENV, type MediaEnv } from '../media-env';
import { privateObject, publicObject, thumbnailObject } from '../upload/upload-objects';
import { UPLOAD_LIFE_MS } from '../upload/upload-opening.service';
import { UploadRemovalService } from '../upload/upload-removal.service';
import { UploadRepository } from '../upload/upload.repository';
import type { Upload } from '../upload/upload.schema';
import { DeletedLessonRepository } from './deleted-lesson.repository';
import { downloadName } from './download-name';

/** Files in use: taken once, fetched by those whom their owner lets, removed when it needs them no more. */
@Injectable()
export class FileService {
  constructor(
    private readonly uploads: UploadRepository,
    private readonly removal: UploadRemovalService,
    private readonly deletedLessons: DeletedLessonRepository,
    @Inject(OBJECT_STORAGE) private readonly storage: ObjectStorage,
    @Inject(MEDIA_ENV) private readonly env: MediaEnv,
  ) {}

  /**
   * Takes an upload of the actor into use, once for one claimant.
   *
   * @throws CatalogueError UPLOAD_NOT_FOUND, UPLOAD_NOT_READY, UPLOAD_REFUSED, UPLOAD_ALREADY_USED, UPLOAD_WRONG_PURPOSE,
   * UPLOAD_TYPE_REFUSED
   */
  async claim(actor: Actor | undefined, claim: Claim): Promise<ClaimedFile> {
    const upload = actor && (await this.uploads.findOwn(actor.user_id, claim.upload_id));
    if (!upload) throw new CatalogueError('UPLOAD_NOT_FOUND');
    if (upload.purpose !== claim.purpose) {
      throw new CatalogueError('UPLOAD_WRONG_PURPOSE', { purpose: upload.purpose });
    }
    if (claim.types && !claim.types.includes(upload.content_type)) {
      throw new CatalogueError('UPLOAD_TYPE_REFUSED', { types: claim.types.join(', ') });
    }
    const claimed = await this.uploads.move(upload._id, ['ready'], 'claimed', {
      claimant: claim.claimant,
      lesson_id: claim.lesson_id ? toObjectId(claim.lesson_id) : null,
      expires_at: new Date(Date.now() + UPLOAD_LIFE_MS),
    });
    const held = claimed ?? heldBefore(await this.uploads.find(claim.upload_id), claim.claimant);
    if (claim.lesson_id && (await this.deletedLessons.has(claim.lesson_id))) {
      await this.removal.remove(held, ['claimed', 'attached']);
      throw new CatalogueError('UPLOAD_NOT_FOUND');
    }
    return this.toClaimed(held);
  }

  /** @throws CatalogueError FILE_NOT_FOUND, also of files that are served publicly */
  async sign({
    file_id,
    use,
    title,
  }: {
    file_id: string;
    use: 'stream' | 'download';
    title?: string;
  }): Promise<SignedFile> {
    const file = await this.uploads.find(file_id);
    const inUse = file?.status === 'claimed' || file?.status === 'attached';
    if (!file || !inUse || publicObject(file)) throw new CatalogueError('FILE_NOT_FOUND');
    const { content_type } = file;
    const isVideo = content_type.startsWith('video/');
    const expires_in_seconds = isVideo ? this.env.VIDEO_URL_TTL_SECONDS : this.env.DOWNLOAD_URL_TTL_SECONDS;
    const expires_at = new Date(Date.now() + expires_in_seconds * 1_000).toISOString();
    const name = downloadName(title ?? file.filename, content_type);
    const disposition = contentDisposition(use === 'stream' ? 'inline' : 'attachment', name);
    const options = { expires_in_seconds, disposition, content_type };
    const thumbnail = { expires_in_seconds, disposition: 'inline', content_type: 'image/webp' };
    return {
      url: await this.storage.signDownload(privateObject(file), options),
      expires_at,
      thumbnail_url: file.has_thumbnail
        ? await this.storage.signDownload(thumbnailObject(file), thumbnail)
        : null,
    };
  }

  /** Keeps what is attached, removes what is released; repeated, or in another order, it comes to the same. */
  async apply({ attached, released }: FilesChanged): Promise<void> {
    for (const id of attached) {
      await this.uploads.move(toObjectId(id), ['claimed'], 'attached', { expires_at: null });
    }
    for (const id of released)
      await this.removal.remove({ _id: toObjectId(id) }, ['claimed', 'attached', 'removed']);
  }

  /** Removes everything of a lesson, and keeps anything from being claimed for it. */
  async removeOfLesson(lessonId: string): Promise<void> {
    await this.deletedLessons.remember(lessonId);
    for (const file of await this.uploads.listOfLesson(lessonId)) {
      await this.removal.remove(file, ['claimed', 'attached', 'removed']);
    }
  }

  private toClaimed(file: Upload): ClaimedFile {
    const shown = publicObject(file);
    return {
      file_id: String(file._id),
      purpose: file.purpose,
      filename: downloadName(file.filename, file.content_type),
      size: file.size,
      content_type: file.content_type,
      duration_seconds: file.duration_seconds,
      public_url: shown ? this.storage.publicUrl(shown.key) : null,
    };
  }
}

/** @throws CatalogueError unless the same claimant has it already */
function heldBefore(upload: Upload | null, claimant: string): Upload {
  const status = upload?.status;
  if (status === 'claimed' || status === 'attached') {
    if (upload?.claimant === claimant) return upload;
    throw new CatalogueError('UPLOAD_ALREADY_USED');
  }
  if (status === 'open' || status === 'verifying') throw new CatalogueError('UPLOAD_NOT_READY');
  if (status === 'rejected') {
    throw new CatalogueError('UPLOAD_REFUSED', { reason: upload?.refused_because ?? 'unreadable' });
  }
  throw new CatalogueError('UPLOAD_NOT_FOUND');
}
