import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import type { FileSource } from './file-source';
import { RefusedFile } from './refused-file';
import { readZipDirectory, type ZipEntry } from './zip-directory';

const MIB = 1_048_576;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
/** Unpacked, an archive has at most this, or so many times its own size. */
const UNPACKED_BYTES = 200 * MIB;
const UNPACKED_TIMES = 50;
const MOST_UNPACKED = 4_096 * MIB;

const MACROS = /(^|\/)vbaProject\.bin$/i;
/** Documents that are archives themselves; each is opened by itself, by a program that has limits of its own. */
const DOCUMENT = /\.(docx|xlsx|pptx|odt|ods|odp|jar|epub)$/i;
const ARCHIVES: readonly string[] = [
  '504b0304',
  '504b0506',
  '377abcaf',
  '52617221',
  '1f8b',
  '425a68',
  'fd377a58',
];

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OFFICE_PARTS: Readonly<Record<string, string>> = {
  'ppt/presentation.xml': `${OFFICE}.presentationml.presentation`,
  'word/document.xml': `${OFFICE}.wordprocessingml.document`,
  'xl/workbook.xml': `${OFFICE}.spreadsheetml.sheet`,
};
const OPEN_DOCUMENT = /^application\/vnd\.oasis\.opendocument\.(presentation|text|spreadsheet)$/;

/**
 * Unpacks an archive without keeping anything of it, and says what it is.
 *
 * @returns the type of the Office or OpenDocument file, else `application/zip`
 * @throws RefusedFile archive_bomb, archive_unsafe (paths out of its folder, links, archives inside, other packings),
 * active_content (macros), encrypted, polyglot, unreadable
 */
export async function inspectZip(source: FileSource): Promise<string> {
  const entries = await readZipDirectory(source);
  entries.forEach(assertSafe);
  assertBounded(entries, source.size);
  const placed = [...entries].sort((a, b) => a.offset - b.offset);
  // Whatever lies before the first entry is another file.
  if (placed[0]!.offset !== 0) throw new RefusedFile('polyglot');
  let mimetype = '';
  let end = 0;
  for (const entry of placed) {
    // Entries that share bytes unpack to many times what an archive holds.
    if (entry.offset < end) throw new RefusedFile('archive_bomb');
    const opened = await unpack(source, entry);
    end = opened.end;
    if (isArchive(opened.head) && !DOCUMENT.test(entry.name)) throw new RefusedFile('archive_unsafe');
    if (entry.name === 'mimetype') mimetype = opened.head.toString('latin1');
  }
  return typeOf(entries, mimetype);
}

function assertSafe({ name, method, encrypted, symlink }: ZipEntry): void {
  if (encrypted) throw new RefusedFile('encrypted');
  if (MACROS.test(name)) throw new RefusedFile('active_content');
  const steps = name.split(/[/\\]/);
  const outside = steps.includes('..') || steps[0] === '' || /^[a-z]:/i.test(name) || name.includes('\0');
  if (outside || symlink || (method !== 0 && method !== 8)) throw new RefusedFile('archive_unsafe');
}

function assertBounded(entries: readonly ZipEntry[], size: number): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  const most = Math.min(MOST_UNPACKED, Math.max(UNPACKED_BYTES, size * UNPACKED_TIMES));
  const tight = entries.some((entry) => entry.unpacked > 10 * MIB && entry.unpacked > entry.packed * 500);
  if (unpacked > most || tight) throw new RefusedFile('archive_bomb');
}

/** @returns the first bytes of an entry, and where it ends in the archive */
async function unpack(source: FileSource, entry: ZipEntry): Promise<{ head: Buffer; end: number }> {
  const header = await source.read(entry.offset, LOCAL_BYTES);
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL) throw new RefusedFile('unreadable');
  const start = entry.offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const end = start + entry.packed;
  if (end > source.size) throw new RefusedFile('unreadable');
  if (entry.packed === 0) return { head: Buffer.alloc(0), end };
  const head: Buffer[] = [];
  let [unpacked, kept] = [0, 0];
  const count = new Writable({
    write(chunk: Buffer, _encoding, done) {
      unpacked += chunk.length;
      if (kept < 80) kept += head.push(chunk.subarray(0, 80)) && chunk.length;
      // A directory that says less than what comes out is how a bomb gets past a limit.
      done(unpacked > entry.unpacked ? new RefusedFile('archive_bomb') : null);
    },
  });
  const packed = await source.stream({ start, length: entry.packed });
  try {
    await (entry.method === 0 ? pipeline(packed, count) : pipeline(packed, createInflateRaw(), count));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw new RefusedFile('unreadable');
    throw error;
  }
  if (unpacked !== entry.unpacked) throw new RefusedFile('unreadable');
  return { head: Buffer.concat(head).subarray(0, 80), end };
}

function isArchive(head: Buffer): boolean {
  const start = head.toString('hex', 0, 4);
  return ARCHIVES.some((magic) => start.startsWith(magic));
}

function typeOf(entries: readonly ZipEntry[], mimetype: string): string {
  const names = new Set(entries.map(({ name }) => name));
  if (names.has('[Content_Types].xml')) {
    const part = Object.keys(OFFICE_PARTS).find((name) => names.has(name));
    if (part) return OFFICE_PARTS[part]!;
  }
  return OPEN_DOCUMENT.test(mimetype) ? mimetype : 'application/zip';
}
