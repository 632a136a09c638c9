import type { Redis } from 'ioredis';
import { showRunningScript } from './call-scripts';

const LIFETIME_MS = 2_000;

/**
 * The calls of one replica that may not run twice: shown in Redis for as long as they run, because nobody takes over
 * those of a dead replica and their clients would wait in vain.
 */
export class RunningCalls {
  private readonly ids = new Set<string>();

  constructor(
    private readonly redis: Redis,
    private readonly key: string,
  ) {}

  hold(id: string): void {
    this.ids.add(id);
  }

  release(id: string): void {
    this.ids.delete(id);
  }

  /** To be repeated several times in two seconds. */
  async show(): Promise<void> {
    if (this.ids.size > 0) await showRunningScript.run(this.redis, [this.key], [LIFETIME_MS, ...this.ids]);
  }
}
