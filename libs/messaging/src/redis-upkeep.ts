import type { Redis } from 'ioredis';

/** What a replica does at intervals while Redis is there. After its end nothing begins, even what was late to start. */
export class RedisUpkeep {
  private readonly timers: NodeJS.Timeout[] = [];
  private ended = false;

  constructor(private readonly redis: Redis) {}

  /** Failures are not told: the next turn comes. */
  every(ms: number, work: () => Promise<unknown>): void {
    if (this.ended) return;
    const timer = setInterval(() => {
      if (this.redis.status === 'ready') void work().catch(() => undefined);
    }, ms);
    this.timers.push(timer);
  }

  end(): void {
    this.ended = true;
    for (const timer of this.timers) clearInterval(timer);
  }
}
