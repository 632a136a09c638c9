import { Injectable } from '@nestjs/common';
import sharp, { type SharpOptions } from 'sharp';
import type { UploadPurpose } from '@har/contracts';
import { RefusedFile } from '../inspection/refused-file';

export interface Rendition {
  readonly width: number;
  readonly data: Buffer;
}

const FORMATS = ['jpeg', 'png', 'webp'];
/** Pixels; a JPEG is made smaller while it is read, the others are unpacked as a whole (4 bytes a pixel). */
const MOST_PIXELS = { jpeg: 60_000_000, other: 25_000_000 };
/** Height of what is served, as a part of its width. */
const SHAPES: Partial<Record<UploadPurpose, number>> = {
  avatar: 1,
  course_thumbnail: 1,
  course_header: 1 / 3,
};

// One picture at a time in one thread: pictures must not take the memory of everything else.
sharp.cache(false);
sharp.concurrency(1);

/** Makes pictures anew, as WebP and without any metadata: no byte of what was sent is served. */
@Injectable()
export class ImageService {
  private last: Promise<unknown> = Promise.resolve();

  /** @throws RefusedFile unreadable, picture_too_large */
  async renditions(picture: Buffer, purpose: UploadPurpose, widths: readonly number[]): Promise<Rendition[]> {
    const shape = SHAPES[purpose] ?? 1;
    return this.inTurn(async () => {
      const largest = Math.max(...widths);
      const options = await readable(picture);
      const base = await sharp(picture, options)
        .autoOrient()
        .resize(largest, Math.round(largest * shape), { fit: 'cover' })
        .png({ compressionLevel: 1 })
        .toBuffer();
      const made: Rendition[] = [];
      for (const width of widths) {
        const height = Math.round(width * shape);
        made.push({ width, data: await sharp(base).resize(width, height).webp({ quality: 82 }).toBuffer() });
      }
      return made;
    });
  }

  /** One picture, no wider than this. @throws RefusedFile unreadable, picture_too_large */
  async single(picture: Buffer, width: number): Promise<Buffer> {
    return this.inTurn(async () =>
      sharp(picture, await readable(picture))
        .resize(width, undefined, { withoutEnlargement: true })
        .webp({ quality: 80 })
        .toBuffer(),
    );
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work).catch((error: unknown) => {
      throw error instanceof RefusedFile ? error : refusalOf(error as Error);
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** Reads the header alone. */
async function readable(picture: Buffer): Promise<SharpOptions> {
  const { format, width, height } = await sharp(picture, { limitInputPixels: false }).metadata();
  if (!FORMATS.includes(format)) throw new RefusedFile('type');
  const most = format === 'jpeg' ? MOST_PIXELS.jpeg : MOST_PIXELS.other;
  if (width * height > most) throw new RefusedFile('picture_too_large');
  return { limitInputPixels: most, failOn: 'error', pages: 1 };
}

function refusalOf(error: Error): RefusedFile {
  return new RefusedFile(/pixel limit/i.test(error.message) ? 'picture_too_large' : 'unreadable');
}
