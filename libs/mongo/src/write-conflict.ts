import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';

const MOST_TRIES = 6;
const LONGEST_PAUSE_MS = 30;
/** MongoDB's code for a write that lost against another one. */
const WRITE_CONFLICT = 112;

/**
 * Runs one atomic write again when the store gave it up in favour of another: a write conflict, or, where documents are
 * kept in PostgreSQL, a deadlock of two inserts with the same unique key. Nothing was written by a try that failed so.
 *
 * @throws whatever else the write throws, or the last conflict
 */
export async function retryOnConflict<T>(write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (tries === MOST_TRIES || !isWriteConflict(error)) throw error;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

function isWriteConflict(error: unknown): boolean {
  if (!(error instanceof mongo.MongoServerError)) return false;
  return error.code === WRITE_CONFLICT || error.message.includes('deadlock detected');
}
