import type { Readable } from 'node:stream';
import type { ObjectRef, ObjectStorage } from '@har/storage';

/** The bytes of a file, read in pieces: none is ever in memory as a whole. */
export interface FileSource {
  readonly size: number;
  /** `length` bytes from `start`, fewer at the end. */
  read(start: number, length: number): Promise<Buffer>;
  stream(range?: { start: number; length: number }): Promise<Readable>;
}

export function storedFile(storage: ObjectStorage, ref: ObjectRef, size: number): FileSource {
  return {
    size,
    read: async (start, length) => {
      const wanted = Math.min(length, size - start);
      return wanted > 0 ? storage.bytes(ref, start, wanted) : Buffer.alloc(0);
    },
    stream: (range) => storage.stream(ref, range),
  };
}
