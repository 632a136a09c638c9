import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { parseEnvelope, type EventEnvelope } from './event-envelope';
import { tailScript } from './event-scripts';
import { openPrompt, whenReady } from './redis-connection';
import { redisRun } from './redis-run';
import { compareEntryIds } from './stream-position';
import { StreamNames } from './stream-names';
import { fieldOf, StreamReader, type StreamEntry, type StreamReply } from './stream-reader';

export interface EventTailOptions {
  redis_url: string;
  namespace: string;
  topics: string[];
  onEvent: (event: EventEnvelope) => void;
  /** Events may have been missed: whatever was derived from them has to be loaded anew. */
  onGap: () => void;
}

const CHECK_MS = 500;

/**
 * Follows topics from now on, in every process that listens and without a group: for caches and lists that each
 * replica keeps. It tells when it cannot know that it saw everything.
 */
export class EventTail {
  private readonly logger = new Logger(EventTail.name);
  private readonly redis: Redis;
  private readonly generation_key: string;
  private readonly streams: readonly string[];
  private readonly positions = new Map<string, string>();
  /** What had been read when Redis was last asked. */
  private confirmed: ReadonlyMap<string, string> = new Map();
  private readonly reader: StreamReader;
  private epoch: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private checking: Promise<void> | undefined;

  constructor(private readonly options: EventTailOptions) {
    const names = new StreamNames(options.namespace);
    this.streams = options.topics.map((topic) => names.topic(topic));
    this.generation_key = names.generation();
    this.redis = openPrompt(options.redis_url, 'following events');
    this.reader = new StreamReader({
      redis_url: options.redis_url,
      purpose: 'following events',
      read: (redis, count, blockMs) => this.read(redis, count, blockMs),
      room: () => 16,
      onEntries: (entries) => entries.forEach((entry) => this.see(entry)),
      onRefused: async () => undefined,
    });
  }

  /** Resolves when everything that is published from then on will be seen or reported as a gap. */
  async start(): Promise<void> {
    await whenReady(this.redis);
    await this.check();
    this.redis.on('ready', () => void this.check().catch(() => undefined));
    this.timer = setInterval(() => {
      if (this.redis.status === 'ready') void this.check().catch(() => undefined);
    }, CHECK_MS);
    this.reader.start();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.reader.stop(this.redis);
    this.redis.disconnect();
  }

  private read(redis: Redis, count: number, blockMs: number): Promise<StreamReply> {
    const from = this.streams.map((stream) => this.positions.get(stream) ?? '0-0');
    const args = ['COUNT', count * 8, 'BLOCK', blockMs, 'STREAMS', ...this.streams, ...from];
    return redis.call('xread', ...args) as Promise<StreamReply>;
  }

  private see(entry: StreamEntry): void {
    // A read that the watchdog gave up may still bring what another one brought already.
    if (compareEntryIds(entry.id, this.positions.get(entry.stream) ?? '0-0') <= 0) return;
    this.positions.set(entry.stream, entry.id);
    try {
      this.options.onEvent(parseEnvelope(fieldOf(entry.fields, 'e')));
    } catch (error) {
      this.logger.warn(`an event could not be followed: ${(error as Error).message}`);
    }
  }

  /** Compares what Redis says with what was seen; the first time it only takes note. */
  private check(): Promise<void> {
    this.checking ??= this.compare().finally(() => (this.checking = undefined));
    return this.checking;
  }

  private async compare(): Promise<void> {
    const run = await redisRun(this.redis);
    // What is read while the answer is on its way is newer than the answer.
    const seenBefore = new Map(this.positions);
    const [generation, ...ids] = await tailScript.run(this.redis, [this.generation_key, ...this.streams], []);
    const epoch = `${run}/${generation}`;
    const first = this.epoch === undefined;
    let gap = !first && epoch !== this.epoch;
    this.epoch = epoch;
    this.streams.forEach((stream, i) => {
      const last = ids[2 * i] ?? '0-0';
      const oldest = ids[2 * i + 1] ?? '0-0';
      const wentBack = compareEntryIds(last, seenBefore.get(stream) ?? '0-0') < 0;
      // What is older was deleted, perhaps before it could be read: the newest entry is never trimmed.
      const trimmed = compareEntryIds(oldest, this.confirmed.get(stream) ?? last) > 0;
      if (first || wentBack) this.positions.set(stream, last);
      gap ||= !first && (wentBack || trimmed);
    });
    this.confirmed = first ? new Map(this.positions) : seenBefore;
    if (!gap) return;
    this.reader.interrupt(this.redis);
    this.options.onGap();
  }
}
