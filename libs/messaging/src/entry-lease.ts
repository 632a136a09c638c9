import type { Redis } from 'ioredis';
import { claimScript, touchScript, type ClaimReply } from './lease-scripts';

export interface ClaimedEntry {
  readonly stream: string;
  readonly id: string;
  readonly fields: readonly string[];
  /** How often it was handed out, this time included. */
  readonly deliveries: number;
}

export interface EntryLeaseOptions {
  readonly redis: Redis;
  readonly group: string;
  readonly consumer: string;
  /** How long an entry may stay untouched before another consumer takes it over, in milliseconds. */
  readonly idle_ms: number;
  /** Where failures of a stream's entries are noted, which lengthen the wait. */
  readonly failuresOf: (stream: string) => string;
  readonly max_backoff_ms: number;
}

/**
 * The entries of acknowledged streams that this process works on. Touching them shows the group that a long handler is
 * alive; claiming takes over those of consumers that are not.
 */
export class EntryLease {
  private readonly held = new Map<string, Map<string, number>>();

  constructor(private readonly options: EntryLeaseOptions) {}

  /** @returns false when this process holds the entry already */
  hold(stream: string, id: string): boolean {
    let ids = this.held.get(stream);
    if (!ids) this.held.set(stream, (ids = new Map<string, number>()));
    if (ids.has(id)) return false;
    ids.set(id, performance.now());
    return true;
  }

  release(stream: string, id: string): void {
    this.held.get(stream)?.delete(id);
  }

  /** Touches what has not been touched for a third of the idle time. */
  async touch(): Promise<void> {
    const { redis, group, consumer, idle_ms } = this.options;
    const now = performance.now();
    for (const [stream, ids] of this.held) {
      const due = [...ids].filter(([, at]) => now - at >= idle_ms / 3).map(([id]) => id);
      if (due.length === 0) continue;
      await touchScript.run(redis, [stream], [group, consumer, ...due]);
      for (const id of due) if (ids.has(id)) ids.set(id, now);
    }
  }

  /** Takes over at most `limit` entries of one stream. */
  async claim(stream: string, limit: number): Promise<ClaimedEntry[]> {
    const { redis, group, consumer, idle_ms, failuresOf, max_backoff_ms } = this.options;
    const args = [group, consumer, idle_ms, max_backoff_ms, limit];
    const reply: ClaimReply = await claimScript.run(redis, [stream, failuresOf(stream)], args);
    return reply.map(([id, deliveries, fields]) => ({ stream, id, fields, deliveries }));
  }
}
