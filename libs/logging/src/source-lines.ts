import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';

const FRAME = /^( {4}at .{0,200}?)(\/[^():\n]{1,400}\.js):(\d+):(\d+)/gm;
const maps = new Map<string, SourceMap | null>();

/**
 * A stack trace whose places in built files are those in the TypeScript sources; any other text as it is.
 *
 * Maps are read for the errors that are told, not at start for every module as `--enable-source-maps` does: that
 * costs a process 5 to 12 MB.
 */
export function sourceLines(text: string): string {
  if (!text.includes('\n    at ')) return text;
  return text.replace(FRAME, (frame, at: string, file: string, line: string, column: string) => {
    const origin = mapOf(file)?.findOrigin(Number(line), Number(column));
    if (!origin || !('fileName' in origin)) return frame;
    return `${at}${resolve(dirname(file), origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}

/** The map beside a built file that this process loaded; packages, and names that only a text holds, are left as they are. */
function mapOf(file: string): SourceMap | null {
  if (!(file in require.cache) || file.includes('/node_modules/')) return null;
  let map = maps.get(file);
  if (map === undefined) maps.set(file, (map = readMap(file)));
  return map;
}

function readMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
}
