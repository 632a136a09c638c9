import type { FileSource } from './file-source';
import { RefusedFile } from './refused-file';

const LARGEST = 20 * 1_048_576;
/** What a browser or a shell would run instead of showing it. */
const RUNS = /^\ufeff?\s*(<[!?/a-z]|#!|%!|\{\\rtf)/i;

const NOT_UTF8 = 'ERR_ENCODING_INVALID_ENCODED_DATA';

/** Plain text in UTF-8. @throws RefusedFile type (binary, another encoding), size, active_content */
export async function inspectText(source: FileSource): Promise<void> {
  if (source.size > LARGEST) throw new RefusedFile('size');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  try {
    for await (const chunk of await source.stream()) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      if (first && RUNS.test(text)) throw new RefusedFile('active_content');
      // eslint-disable-next-line no-control-regex -- what no text file has
      if (/[\0-\x08\x0e-\x1a\x7f]/.test(text)) throw new RefusedFile('type');
      first = false;
    }
    decoder.decode();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === NOT_UTF8) throw new RefusedFile('type');
    throw error;
  }
}
