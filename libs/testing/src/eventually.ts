import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 25;

/** Repeats what expects until it holds; after `patience_ms` the last failure is thrown. */
export async function eventually<T>(attempt: () => Promise<T> | T, patience_ms = 15_000): Promise<T> {
  const giveUpAt = Date.now() + patience_ms;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
