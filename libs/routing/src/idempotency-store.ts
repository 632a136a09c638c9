import { createHash } from 'node:crypto';
import type { ValidInput } from './validate';

export interface IdempotentRequest {
  /** Who does what: keys of different users or routes never meet. */
  readonly scope: string;
  readonly key: string;
  readonly input: ValidInput;
}

/** Runs a request once per idempotency key and answers the same bytes to every repetition. */
export interface IdempotencyStore {
  /**
   * @param run does the work; it is given the id that what it creates must take
   * @throws CatalogueError IDEMPOTENCY_KEY_REUSED (another body) or IDEMPOTENCY_IN_PROGRESS
   */
  once(request: IdempotentRequest, run: (resourceId: string) => Promise<string>): Promise<string>;
}

/** The same for the same input, whatever the order of its keys. */
export function fingerprint(input: unknown): string {
  return createHash('sha256').update(canonical(input)).digest('base64url');
}

function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
