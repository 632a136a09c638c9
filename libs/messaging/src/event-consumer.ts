import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { EntryLease } from './entry-lease';
import { parseEnvelope, type EventEnvelope } from './event-envelope';
import { RETENTION_MS } from './event-publisher';
import { EventSettlement } from './event-settlement';
import { EventTrimmer } from './event-trimmer';
import { ensureGroup, readGroup } from './group-read';
import { eventsHandled } from './messaging-metrics';
import { openPatient, whenReady } from './redis-connection';
import { RedisUpkeep } from './redis-upkeep';
import { StreamNames } from './stream-names';
import { fieldOf, StreamReader, type StreamEntry } from './stream-reader';
import { atMost } from './time-limit';
import { WorkPool } from './work-pool';

export interface EventConsumerOptions {
  redis_url: string;
  namespace: string;
  /** The consuming service: every group gets every event once it succeeds. */
  group: string;
  /** The services whose events are read. */
  topics: string[];
  /** Idempotent and independent of order: an event may come again, and events run in parallel. */
  handle: (event: EventEnvelope) => Promise<void>;
  /** Failures after which an event is set aside as a dead letter. */
  max_deliveries?: number;
  /** How many events are handled at once. */
  concurrency?: number;
  /** How long an event stays with a replica that gives no sign of life, and the first back-off, in milliseconds. */
  idle_ms?: number;
  /** The longest back-off, in milliseconds. */
  max_backoff_ms?: number;
  /** How long handled events are kept in the stream, in milliseconds. */
  retention_ms?: number;
  onError?: (error: unknown, event: EventEnvelope | undefined) => void;
}

const MAX_DELIVERIES = 5;
const CONCURRENCY = 16;
const IDLE_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;
const TIDY_MS = 60_000;
const STOP_MS = 20_000;
/** An event whose consumers died this often without reporting a failure is taken to be what kills them. */
const DEATHS_PER_FAILURE = 4;

/** Reads the events of some topics for one group, at least once each. */
export class EventConsumer {
  private readonly logger = new Logger(EventConsumer.name);
  private readonly redis: Redis;
  private readonly consumer = randomUUID();
  private readonly streams: readonly string[];
  private readonly pool: WorkPool;
  private readonly reader: StreamReader;
  private readonly lease: EntryLease;
  private readonly settlement: EventSettlement;
  private readonly trimmer: EventTrimmer;
  private readonly max_deliveries: number;
  private readonly upkeep: RedisUpkeep;
  private stopping = false;

  constructor(private readonly options: EventConsumerOptions) {
    const { redis_url, namespace, group, topics, idle_ms = IDLE_MS } = options;
    const names = new StreamNames(namespace);
    this.streams = [...topics.map((topic) => names.topic(topic)), names.replays(group)];
    this.max_deliveries = options.max_deliveries ?? MAX_DELIVERIES;
    this.pool = new WorkPool(options.concurrency ?? CONCURRENCY);
    this.redis = openPatient(redis_url, `events for ${group}`);
    this.upkeep = new RedisUpkeep(this.redis);
    this.settlement = new EventSettlement(this.redis, names, group);
    this.trimmer = new EventTrimmer(this.redis, names, topics, options.retention_ms ?? RETENTION_MS);
    this.lease = new EntryLease({
      redis: this.redis,
      group,
      consumer: this.consumer,
      idle_ms,
      failuresOf: (stream) => names.failures(stream, group),
      max_backoff_ms: options.max_backoff_ms ?? MAX_BACKOFF_MS,
    });
    const read = { group, consumer: this.consumer, streams: this.streams, noack: false };
    this.reader = new StreamReader({
      redis_url,
      purpose: `events for ${group}`,
      read: (redis, count, blockMs) => readGroup(redis, read, count, blockMs),
      room: () => this.pool.room(),
      onEntries: (entries) => {
        for (const entry of entries) this.take(entry, 1);
      },
      onRefused: () => this.ensureGroups(),
    });
  }

  async start(): Promise<void> {
    await whenReady(this.redis);
    await this.ensureGroups();
    this.reader.start();
    const idle = this.options.idle_ms ?? IDLE_MS;
    this.upkeep.every(idle / 6, () => this.lease.touch());
    this.upkeep.every(idle / 3, () => this.claim());
    this.upkeep.every(TIDY_MS, () => this.tidy());
  }

  /** Stops reading, finishes what was taken and closes the connections. What failed meanwhile stays with the group. */
  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.pool.wake();
    await this.reader.stop(this.redis);
    await atMost(STOP_MS, this.pool.whenIdle());
    this.upkeep.end();
    this.redis.disconnect();
  }

  /** Deletes what is old and handled from the streams; done every minute. */
  tidy(): Promise<void> {
    return this.trimmer.trim();
  }

  private async ensureGroups(): Promise<void> {
    for (const stream of this.streams) await ensureGroup(this.redis, stream, this.options.group);
  }

  private async claim(): Promise<void> {
    for (const stream of this.streams) {
      const room = Math.min(this.pool.free, 16);
      if (room === 0 || this.stopping) return;
      const claimed = await this.lease.claim(stream, room);
      if (this.stopping) return;
      for (const entry of claimed) this.take(entry, entry.deliveries);
    }
  }

  private take(entry: StreamEntry, deliveries: number): void {
    if (!this.lease.hold(entry.stream, entry.id)) return;
    this.pool.add(async () => {
      try {
        await this.process(entry, deliveries);
      } catch (error) {
        this.logger.warn(`an event could not be settled and comes again: ${(error as Error).message}`);
      } finally {
        this.lease.release(entry.stream, entry.id);
      }
    });
  }

  private async process(entry: StreamEntry, deliveries: number): Promise<void> {
    const text = fieldOf(entry.fields, 'e') ?? '';
    const taken = { ...entry, text, deliveries };
    let event: EventEnvelope | undefined;
    try {
      event = parseEnvelope(text);
      if (deliveries > this.max_deliveries * DEATHS_PER_FAILURE)
        throw new Error('its consumers died handling it');
      await this.options.handle(event);
    } catch (error) {
      this.options.onError?.(error, event);
      const hopeless = !event || deliveries > this.max_deliveries * DEATHS_PER_FAILURE;
      return this.settlement.failed(taken, error, hopeless ? 0 : this.max_deliveries);
    }
    await this.settlement.done(taken);
    eventsHandled.inc({ group: this.options.group, topic: this.settlement.topicOf(taken) });
  }
}
