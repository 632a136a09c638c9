import type { Redis } from 'ioredis';
import { settleScript } from './event-scripts';
import { forgetConsumersScript } from './lease-scripts';
import type { StreamNames } from './stream-names';

const FORGET_CONSUMERS_MS = 3_600_000;

/** Keeps the streams of topics short: deletes what is old and was handled by every group. */
export class EventTrimmer {
  constructor(
    private readonly redis: Redis,
    private readonly names: StreamNames,
    private readonly topics: readonly string[],
    private readonly retention_ms: number,
  ) {}

  async trim(): Promise<void> {
    for (const topic of this.topics) {
      const stream = this.names.topic(topic);
      await settleScript.run(this.redis, [stream, this.names.generation()], [Date.now() - this.retention_ms]);
      const groups = (await this.redis.xinfo('GROUPS', stream).catch(() => [])) as string[][];
      for (const [, group] of groups) {
        if (group) await forgetConsumersScript.run(this.redis, [stream], [group, FORGET_CONSUMERS_MS]);
      }
    }
  }
}
