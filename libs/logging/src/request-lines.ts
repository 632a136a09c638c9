import type { Logger } from 'winston';
import { serviceOf } from './logger';

/** Milliseconds that a line may wait for others to be written with. */
const FLUSH_MS = 50;
const LONGEST_WAITING = 65_536;

/** What is logged of one request. Nothing in it can be a secret: no header, no body, no path that was sent. */
export interface RequestLine {
  readonly request_id: string;
  readonly method: string;
  /** The route's pattern. */
  readonly route: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly user_id?: string;
  /** Of a refused request: the code of the catalogue, and the address that it came from. */
  readonly code?: string;
  readonly ip?: string;
}

/**
 * Writes one line a request, in the shape of the logger's own. They are most of the log, and their fields are known:
 * they need neither its redaction nor a write to the system each.
 */
export function requestLines(
  logger: Logger,
  write: (text: string) => unknown = (text) => process.stdout.write(text),
): (line: RequestLine) => void {
  if (!logger.isLevelEnabled('info')) return () => undefined;
  const service = serviceOf(logger);
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const text = waiting;
    waiting = '';
    if (text) write(text);
  };
  process.on('exit', flush);
  return (line) => {
    const timestamp = new Date().toISOString();
    waiting += `${JSON.stringify({ level: 'info', message: 'request', ...line, service, timestamp })}\n`;
    if (waiting.length > LONGEST_WAITING) flush();
    else timer ??= setTimeout(flush, FLUSH_MS).unref();
  };
}
