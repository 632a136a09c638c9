import { IMAGE_WIDTHS } from '@har/contracts';
import type { ObjectRef } from '@har/storage';
import type { Upload } from './upload.schema';

type Named = Pick<Upload, 'key' | 'public_id' | 'purpose'>;

/** What was sent. */
export function privateObject({ key }: Pick<Upload, 'key'>): ObjectRef {
  return { area: 'private', key };
}

/** The picture of a lesson's video. */
export function thumbnailObject({ key }: Pick<Upload, 'key'>): ObjectRef {
  return { area: 'private', key: `${key}.webp` };
}

export function imageObject({ public_id }: Pick<Upload, 'public_id'>, width: number): ObjectRef {
  return { area: 'public', key: `images/${public_id}/${width}.webp` };
}

export function introVideoObject({ public_id }: Pick<Upload, 'public_id'>): ObjectRef {
  return { area: 'public', key: `videos/${public_id}` };
}

/** The widths of a picture that is served to everybody; none of what is no such picture. */
export function widthsOf({ purpose }: Pick<Upload, 'purpose'>): readonly number[] {
  return purpose in IMAGE_WIDTHS ? IMAGE_WIDTHS[purpose as keyof typeof IMAGE_WIDTHS] : [];
}

/** What is served to everybody under a lasting address; undefined of private files. */
export function publicObject(upload: Named): ObjectRef | undefined {
  const [width] = widthsOf(upload);
  if (width !== undefined) return imageObject(upload, width);
  return upload.purpose === 'intro_video' ? introVideoObject(upload) : undefined;
}

/** Every object that can exist of an upload, whatever it came to: none is ever looked for. */
export function objectsOf(upload: Named): ObjectRef[] {
  return [
    privateObject(upload),
    ...(upload.purpose === 'lesson_video' ? [thumbnailObject(upload)] : []),
    ...(upload.purpose === 'intro_video' ? [introVideoObject(upload)] : []),
    ...widthsOf(upload).map((width) => imageObject(upload, width)),
  ];
}
