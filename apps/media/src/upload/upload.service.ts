import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { NewUpload, UploadReply } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { OBJECT_STORAGE, type Multipart, type ObjectStorage } from '@har/storage';
import { MEDIA_ENV, type MediaEnv } from '../media-env';
import { VERIFIED_AT_ONCE, VerificationService } from '../verification/verification.service';
import { UploadOpeningService } from './upload-opening.service';
import { UploadRemovalService } from './upload-removal.service';
import { privateObject } from './upload-objects';
import { plannedParts, type PlannedPart } from './upload-parts';
import { toUploadReply } from './upload.reply';
import { UploadRepository } from './upload.repository';
import type { Upload } from './upload.schema';

const SIGNED_AT_ONCE = 100;

/** Sending files: the bytes go straight to the storage, only what is said about them passes here. */
@Injectable()
export class UploadService {
  constructor(
    private readonly uploads: UploadRepository,
    private readonly opening: UploadOpeningService,
    private readonly removal: UploadRemovalService,
    private readonly verification: VerificationService,
    @Inject(OBJECT_STORAGE) private readonly storage: ObjectStorage,
    @Inject(MEDIA_ENV) private readonly env: MediaEnv,
  ) {}

  /** @throws CatalogueError INSTRUCTOR_REQUIRED, UPLOAD_TYPE_REFUSED, UPLOAD_TOO_LARGE, TOO_MANY_UPLOADS */
  async open(actor: Actor, input: NewUpload, id: string): Promise<UploadReply> {
    return this.replyTo(await this.opening.admit(actor, input, id));
  }

  /** @throws CatalogueError UPLOAD_NOT_FOUND, also of what others sent */
  async get(actor: Actor, id: string): Promise<UploadReply> {
    return this.replyTo(await this.getOwn(actor, id));
  }

  /** @throws CatalogueError UPLOAD_NOT_FOUND, UPLOAD_INCOMPLETE, UPLOAD_REFUSED */
  async complete(actor: Actor, id: string): Promise<UploadReply> {
    const upload = await this.getOwn(actor, id);
    if (upload.status === 'open') await this.close(upload);
    const verifying = this.verification.verify(upload);
    // The answer does not wait for what takes long.
    if (upload.size <= VERIFIED_AT_ONCE) await verifying;
    const now = await this.getOwn(actor, id);
    if (now.status !== 'rejected') return this.replyTo(now);
    throw new CatalogueError('UPLOAD_REFUSED', { reason: now.refused_because ?? 'unreadable' });
  }

  /** @throws CatalogueError UPLOAD_NOT_FOUND, UPLOAD_ALREADY_USED */
  async abort(actor: Actor, id: string): Promise<void> {
    const upload = await this.getOwn(actor, id);
    const removed = await this.removal.remove(upload, ['open', 'verifying', 'ready', 'rejected']);
    if (!removed) throw new CatalogueError('UPLOAD_ALREADY_USED');
  }

  private async getOwn(actor: Actor, id: string): Promise<Upload> {
    const upload = await this.uploads.findOwn(actor.user_id, id);
    if (!upload || upload.status === 'removed') throw new CatalogueError('UPLOAD_NOT_FOUND');
    return upload;
  }

  /** From now on no part is taken any more. */
  private async close(upload: Upload): Promise<void> {
    const { missing } = await this.partsOf(upload, await this.multipartOf(upload));
    if (missing.length > 0) throw new CatalogueError('UPLOAD_INCOMPLETE', { missing: missing.length });
    await this.uploads.move(upload._id, ['open'], 'verifying');
  }

  private async replyTo(upload: Upload): Promise<UploadReply> {
    if (upload.status !== 'open') return toUploadReply(upload);
    const multipart = await this.multipartOf(upload);
    const { arrived, missing } = await this.partsOf(upload, multipart);
    const ttl = this.env.UPLOAD_URL_TTL_SECONDS;
    const signed = missing.slice(0, SIGNED_AT_ONCE).map(async (part) => ({
      ...part,
      url: await this.storage.signPart(multipart, part, ttl),
    }));
    return toUploadReply(upload, {
      arrived,
      missing: await Promise.all(signed),
      urls_expire_at: new Date(Date.now() + ttl * 1_000),
    });
  }

  /** Begun with the first look at it, so that nothing is begun for what was not admitted. */
  private async multipartOf(upload: Upload): Promise<Multipart> {
    const ref = privateObject(upload);
    if (upload.multipart_id) return { ref, multipart_id: upload.multipart_id };
    const begun = await this.storage.beginMultipart(ref, { content_type: upload.content_type });
    const kept = await this.uploads.setMultipart(upload._id, begun);
    if (!kept?.multipart_id) throw new CatalogueError('UPLOAD_NOT_FOUND');
    return { ref, multipart_id: kept.multipart_id };
  }

  private async partsOf(
    { size, part_size }: Upload,
    multipart: Multipart,
  ): Promise<{ arrived: number; missing: PlannedPart[] }> {
    const planned = plannedParts(size, part_size);
    const sizes = new Map(
      (await this.storage.listParts(multipart))?.map((part) => [part.part_number, part.size]),
    );
    const missing = planned.filter((part) => sizes.get(part.part_number) !== part.size);
    return { arrived: planned.length - missing.length, missing };
  }
}
