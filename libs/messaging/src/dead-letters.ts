import type { Redis } from 'ioredis';
import { replayScript } from './event-scripts';
import { openPatient } from './redis-connection';
import { StreamNames } from './stream-names';
import { fieldOf } from './stream-reader';

/** An event that a group could not handle. */
export interface DeadLetter {
  /** `<group>/<entry>`, for `replay` and `drop` */
  readonly id: string;
  readonly group: string;
  readonly topic: string;
  /** The event's text as it was published, even if it is not JSON. */
  readonly event: string;
  /** Why the last attempt failed. */
  readonly error: string;
  readonly deliveries: number;
  /** When it was set aside, ISO 8601. */
  readonly parked_at: string;
}

export interface DeadLetterPage {
  readonly letters: readonly DeadLetter[];
  readonly total: number;
}

/** What an operator does with the events that were set aside. */
export class DeadLetters {
  private readonly redis: Redis;
  private readonly names: StreamNames;

  constructor(options: { redis_url: string; namespace: string }) {
    this.names = new StreamNames(options.namespace);
    this.redis = openPatient(options.redis_url, 'dead letters');
  }

  /** Dead letters of one group or of all, oldest first. Pages start at 1. */
  async list(group?: string, page = 1, limit = 20): Promise<DeadLetterPage> {
    const groups = group ? [group] : (await this.redis.smembers(this.names.parkedGroups())).sort();
    const letters: DeadLetter[] = [];
    let total = 0;
    let skip = (page - 1) * limit;
    for (const name of groups) {
      const length = await this.redis.xlen(this.names.parked(name));
      total += length;
      const wanted = limit - letters.length;
      if (wanted > 0 && skip < length) {
        const entries = await this.redis.xrange(this.names.parked(name), '-', '+', 'COUNT', skip + wanted);
        letters.push(...entries.slice(skip).map(([id, fields]) => toLetter(name, id, fields)));
      }
      skip = Math.max(0, skip - length);
    }
    return { letters, total };
  }

  async find(id: string): Promise<DeadLetter | null> {
    const { group, entry } = parseId(id);
    const [found] = await this.redis.xrange(this.names.parked(group), entry, entry);
    return found ? toLetter(group, found[0], found[1]) : null;
  }

  /** Gives an event back to the group that could not handle it. @returns false when there is none of that id */
  async replay(id: string): Promise<boolean> {
    const { group, entry } = parseId(id);
    const keys = [this.names.parked(group), this.names.replays(group)];
    return (await replayScript.run(this.redis, keys, [entry])) === 1;
  }

  /** Deletes an event for good. @returns false when there is none of that id */
  async drop(id: string): Promise<boolean> {
    const { group, entry } = parseId(id);
    return (await this.redis.xdel(this.names.parked(group), entry)) === 1;
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }
}

function toLetter(group: string, id: string, fields: readonly string[]): DeadLetter {
  return {
    id: `${group}/${id}`,
    group,
    topic: fieldOf(fields, 'topic') ?? '',
    event: fieldOf(fields, 'event') ?? '',
    error: fieldOf(fields, 'error') ?? '',
    deliveries: Number(fieldOf(fields, 'deliveries') ?? 0),
    parked_at: fieldOf(fields, 'at') ?? '',
  };
}

function parseId(id: string): { group: string; entry: string } {
  const match = /^(.+)\/(\d+-\d+)$/.exec(id);
  if (!match?.[1] || !match[2]) throw new Error(`not the id of a dead letter: ${id}`);
  return { group: match[1], entry: match[2] };
}
