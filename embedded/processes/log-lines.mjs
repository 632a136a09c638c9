import { existsSync, mkdirSync, createWriteStream, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

const LARGEST_BYTES = 10_000_000;
const LOUD = new Set(['warn', 'warning', 'error', 'fatal', 'crit', 'alert', 'emerg']);

/**
 * What a line of an app's log says to a person, when it is worth interrupting one: a JSON line of level
 * warn or above, or plain text on stderr.
 * @param {string} line
 * @param {'stdout' | 'stderr'} stream
 * @returns {string | null} null for all that belongs in the log file only
 */
export function loudPart(line, stream) {
  if (line.startsWith('{')) {
    try {
      const { level, message, msg, context } = JSON.parse(line);
      if (!LOUD.has(String(level).toLowerCase())) return null;
      return `${level}: ${context ? `[${context}] ` : ''}${message ?? msg ?? line}`;
    } catch {
      // Not JSON after all.
    }
  }
  return stream === 'stderr' && line.trim() ? line : null;
}

/**
 * Keeps all output of a child in a file (the file before is kept as `.1` when it has grown large) and passes
 * on what is loud.
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} path
 * @param {(text: string) => void} onLoud
 * @returns {{ tail: string[], finished: Promise<void> }} its last lines, and when all of its output is in the file
 */
export function captureOutput(child, path, onLoud) {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path) && statSync(path).size > LARGEST_BYTES) renameSync(path, `${path}.1`);
  const file = createWriteStream(path, { flags: 'a' });
  // A full disk must not take the academy down with its logs.
  file.on('error', () => undefined);
  /** @type {string[]} */
  const tail = [];
  const ended = /** @type {const} */ (['stdout', 'stderr']).map((name) => {
    const input = /** @type {import('node:stream').Readable} */ (child[name]);
    const lines = createInterface({ input, crlfDelay: Infinity });
    lines.on('line', (line) => {
      file.write(`${line}\n`);
      if (line.trim()) tail.push(line.trim());
      if (tail.length > 20) tail.shift();
      const loud = loudPart(line, name);
      if (loud) onLoud(loud);
    });
    return new Promise((resolve) => lines.once('close', resolve));
  });
  const finished = Promise.all(ended).then(() => void file.end());
  return { tail, finished };
}
