import type { FileSource } from './file-source';
import { RefusedFile } from './refused-file';

/** Longer than any of the names that are looked for, escapes included. */
const OVERLAP = 64;
const ACTIVE = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia)\b/;

/**
 * A PDF from its first byte to its last, that starts no program and carries no other file. Names may hide in compressed
 * streams: a PDF is sent as an attachment in any case.
 *
 * @throws RefusedFile unreadable, active_content, encrypted
 */
export async function inspectPdf(source: FileSource): Promise<void> {
  const tail = await source.read(Math.max(0, source.size - 2_048), 2_048);
  if (!tail.includes('%%EOF')) throw new RefusedFile('unreadable');
  let before = '';
  for await (const chunk of await source.stream()) {
    const text = before + unescaped((chunk as Buffer).toString('latin1'));
    if (ACTIVE.test(text)) throw new RefusedFile('active_content');
    if (/\/Encrypt\s+\d+ \d+ R/.test(text)) throw new RefusedFile('encrypted');
    before = text.slice(-OVERLAP);
  }
}

/** `/J#61vaScript` is `/JavaScript`. */
function unescaped(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
