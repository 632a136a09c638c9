import { fileTypeFromBuffer } from 'file-type';
import type { FileSource } from './file-source';
import { inspectPdf } from './pdf-inspection';
import { RefusedFile } from './refused-file';
import { inspectText } from './text-inspection';
import { hidesArchive } from './zip-directory';
import { inspectZip } from './zip-inspection';

const HEAD = 4_100;
const ZIP: readonly string[] = ['PK\x03\x04', 'PK\x05\x06'];
/** Markup where a browser that guesses would look for it. */
const MARKUP = /<(script|html|svg|iframe|body|!doctype|\?php)/i;
const TYPES: Readonly<Record<string, string>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/webp': 'image/webp',
  'application/pdf': 'application/pdf',
  'audio/mpeg': 'audio/mpeg',
  'video/mp4': 'video/mp4',
  'video/x-m4v': 'video/mp4',
  'video/webm': 'video/webm',
};

/**
 * Judges a file by its content; its name and what was declared count for nothing but the comparison.
 *
 * @param declared one of UPLOAD_TYPES
 * @throws RefusedFile when it is of another type, of two types at once, active, a bomb or broken
 */
export async function inspectFile(source: FileSource, declared: string): Promise<void> {
  const head = await source.read(0, HEAD);
  const text = head.toString('latin1');
  if (ZIP.some((start) => text.startsWith(start))) {
    // An Office file may be sent as the archive that it is.
    const type = await inspectZip(source);
    if (type !== declared && declared !== 'application/zip') throw new RefusedFile('type');
    return;
  }
  const detected = await fileTypeFromBuffer(head);
  const type = detected ? TYPES[detected.mime] : undefined;
  if (declared.startsWith('text/')) {
    if (detected) throw new RefusedFile(/xml|html/.test(detected.mime) ? 'active_content' : 'type');
    await inspectText(source);
  } else if (type !== declared) {
    throw new RefusedFile('type');
  } else if (MARKUP.test(text.slice(0, 1_024))) {
    throw new RefusedFile('polyglot');
  }
  if (await hidesArchive(source)) throw new RefusedFile('polyglot');
  if (type === 'application/pdf') {
    if (!text.startsWith('%PDF-')) throw new RefusedFile('polyglot');
    await inspectPdf(source);
  }
}
