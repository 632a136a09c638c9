import type { FileSource } from './file-source';
import { RefusedFile } from './refused-file';

export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** Bytes in the archive, and unpacked as the archive says. */
  readonly packed: number;
  readonly unpacked: number;
  /** Where its local header begins. */
  readonly offset: number;
  readonly encrypted: boolean;
  readonly symlink: boolean;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LONGEST_COMMENT = 0xffff;
const ZIP64 = 0xffffffff;
const MOST_ENTRIES = 10_000;
const LARGEST_DIRECTORY = 8 * 1_048_576;
const SYMLINK = 0xa000;

interface End {
  readonly entries: number;
  readonly offset: number;
  readonly bytes: number;
}

/** The end record of an archive that ends with the file; undefined where there is none. */
async function findEnd(source: FileSource): Promise<(End & { at: number }) | undefined> {
  const start = Math.max(0, source.size - END_BYTES - LONGEST_COMMENT);
  const tail = await source.read(start, source.size - start);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END) continue;
    if (at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length) continue;
    return {
      at: start + at,
      entries: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
  }
  return undefined;
}

/** Whether a file that says it is something else also opens as an archive. */
export async function hidesArchive(source: FileSource): Promise<boolean> {
  const end = await findEnd(source);
  return end !== undefined && end.entries > 0;
}

/**
 * The entries of an archive by its central directory, which must end where the archive does.
 *
 * @throws RefusedFile unreadable, archive_bomb (too many entries), archive_unsafe (Zip64, several disks)
 */
export async function readZipDirectory(source: FileSource): Promise<ZipEntry[]> {
  const end = await findEnd(source);
  if (!end) throw new RefusedFile('unreadable');
  if (end.entries > MOST_ENTRIES || end.bytes > LARGEST_DIRECTORY) throw new RefusedFile('archive_bomb');
  if (end.offset === ZIP64) throw new RefusedFile('archive_unsafe');
  if (end.offset + end.bytes !== end.at) throw new RefusedFile('polyglot');
  const directory = await source.read(end.offset, end.bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at < directory.length) {
    if (at + CENTRAL_BYTES > directory.length || directory.readUInt32LE(at) !== CENTRAL) {
      throw new RefusedFile('unreadable');
    }
    const nameBytes = directory.readUInt16LE(at + 28);
    const rest = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    const host = directory.readUInt8(at + 5);
    const entry: ZipEntry = {
      name: directory.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      // Unix keeps the kind of a file in the high half of its attributes.
      symlink: host === 3 && ((directory.readUInt32LE(at + 38) >>> 16) & 0xf000) === SYMLINK,
    };
    if ([entry.packed, entry.unpacked, entry.offset].includes(ZIP64)) throw new RefusedFile('archive_unsafe');
    entries.push(entry);
    at += CENTRAL_BYTES + nameBytes + rest;
  }
  if (entries.length !== end.entries || entries.length === 0) throw new RefusedFile('unreadable');
  return entries;
}
