import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 100;
const PATIENCE_MS = 30_000;

/**
 * Looks again and again until there is something to see.
 *
 * @param what is awaited, for the error
 * @throws Error after half a minute, or what `look` throws
 */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > giveUpAt) throw new Error(`${what} did not come within ${PATIENCE_MS / 1_000} s`);
    await sleep(PAUSE_MS);
  }
}
