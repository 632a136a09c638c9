import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { OBJECT_STORAGE, type ObjectStorage } from '@har/storage';
import { inspectFile } from '../inspection/file-inspection';
import { storedFile, type FileSource } from '../inspection/file-source';
import { RefusedFile } from '../inspection/refused-file';
import {
  imageObject,
  introVideoObject,
  objectsOf,
  privateObject,
  publicObject,
  thumbnailObject,
  widthsOf,
} from '../upload/upload-objects';
import { UploadRepository, type UploadFields } from '../upload/upload.repository';
import type { Upload } from '../upload/upload.schema';
import { ImageService } from './image.service';
import { VideoProbeService } from './video-probe.service';

/** Bytes; up to here nobody waits long. */
export const VERIFIED_AT_ONCE = 32 * 1_048_576;
/** Longer than 5 GB take to be read. */
const LEASE_MS = 10 * 60_000;
const AGAIN_MS = 5_000;
/** A file that ends the process that looks at it three times is not looked at any more. */
const MOST_ATTEMPTS = 3;
const FOREVER = 'public, max-age=31536000, immutable';
const OWN_READ_SECONDS = 600;

/** Looks at what arrived, and makes of it what is served. Begun again after a crash, it comes to the same. */
@Injectable()
export class VerificationService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(VerificationService.name);
  private readonly running = new Set<Promise<void>>();
  private largeOnes: Promise<void> = Promise.resolve();

  constructor(
    private readonly uploads: UploadRepository,
    private readonly images: ImageService,
    private readonly videos: VideoProbeService,
    @Inject(OBJECT_STORAGE) private readonly storage: ObjectStorage,
  ) {}

  /** Verifies an upload unless somebody else is at it; large ones one after the other. Never rejects. */
  verify({ _id: id, size }: Pick<Upload, '_id' | 'size'>): Promise<void> {
    const before = size > VERIFIED_AT_ONCE ? this.largeOnes : Promise.resolve();
    const work = before
      .then(() => this.verifyLeased(id))
      .catch((error: unknown) => this.logger.warn(`upload ${String(id)} waits: ${(error as Error).message}`))
      .finally(() => this.running.delete(work));
    this.running.add(work);
    if (size > VERIFIED_AT_ONCE) this.largeOnes = work;
    return work;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.running);
  }

  private async verifyLeased(id: Upload['_id']): Promise<void> {
    const now = Date.now();
    const upload = await this.uploads.lease(id, new Date(now), new Date(now + LEASE_MS));
    if (!upload) return;
    try {
      if (upload.attempts > MOST_ATTEMPTS) throw new RefusedFile('unreadable');
      const facts = await this.process(upload);
      const ready = await this.uploads.move(id, ['verifying'], 'ready', facts);
      // Given up meanwhile: what was made after its objects were dropped goes too.
      if (!ready) await this.dropObjects(upload);
      else if (publicObject(ready)) await this.storage.delete(privateObject(ready));
    } catch (error) {
      if (!(error instanceof RefusedFile)) {
        await this.uploads.giveBack(id, new Date(Date.now() + AGAIN_MS));
        throw error;
      }
      await this.dropObjects(upload);
      await this.uploads.move(id, ['verifying'], 'rejected', { refused_because: error.reason });
    }
  }

  private async process(upload: Upload): Promise<UploadFields> {
    const source = await this.arrived(upload);
    if (upload.sha256 && upload.sha256 !== (await sha256Of(source))) throw new RefusedFile('sha256');
    await inspectFile(source, upload.content_type);
    if (widthsOf(upload).length > 0) return this.makePictures(upload, source);
    if (upload.purpose === 'lesson_video') return this.readVideo(upload);
    if (upload.purpose === 'intro_video') return this.publishVideo(upload);
    return {};
  }

  /** Puts the parts together, unless that was done before. @throws RefusedFile unreadable, size */
  private async arrived(upload: Upload): Promise<FileSource> {
    const ref = privateObject(upload);
    let object = await this.storage.head(ref);
    if (!object) {
      const multipart = { ref, multipart_id: upload.multipart_id! };
      const parts = await this.storage.listParts(multipart);
      if (!parts || parts.length === 0) throw new RefusedFile('unreadable');
      await this.storage.completeMultipart(multipart, parts);
      object = await this.storage.head(ref);
    }
    if (object?.size !== upload.size) throw new RefusedFile('size');
    return storedFile(this.storage, ref, object.size);
  }

  private async makePictures(upload: Upload, source: FileSource): Promise<UploadFields> {
    const picture = await source.read(0, source.size);
    const renditions = await this.images.renditions(picture, upload.purpose, widthsOf(upload));
    const as = { content_type: 'image/webp', cache_control: FOREVER };
    await Promise.all(
      renditions.map(({ width, data }) => this.storage.put(imageObject(upload, width), data, as)),
    );
    return {};
  }

  private async readVideo(upload: Upload): Promise<UploadFields> {
    const { content_type } = upload;
    const url = await this.storage.signOwnRead(privateObject(upload), OWN_READ_SECONDS);
    const facts = await this.videos.probe(url, content_type);
    if (!facts) return {};
    const frame = await this.videos.frame(url, content_type, Math.min(5, facts.duration_seconds / 4));
    if (frame) {
      const picture = await this.images.single(frame, 1_280);
      await this.storage.put(thumbnailObject(upload), picture, { content_type: 'image/webp' });
    }
    return { ...facts, has_thumbnail: frame !== null };
  }

  private async publishVideo(upload: Upload): Promise<UploadFields> {
    const { content_type } = upload;
    const from = privateObject(upload);
    const facts = await this.videos.probe(
      await this.storage.signOwnRead(from, OWN_READ_SECONDS),
      content_type,
    );
    await this.storage.copy(from, introVideoObject(upload), { content_type, cache_control: FOREVER });
    return facts ?? {};
  }

  private async dropObjects(upload: Upload): Promise<void> {
    await Promise.all(objectsOf(upload).map((ref) => this.storage.delete(ref)));
  }
}

async function sha256Of(source: FileSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of await source.stream()) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
