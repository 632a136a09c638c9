import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { MessageHandler } from '@nestjs/microservices';
import type { Redis } from 'ioredis';
import type { IncomingCall } from './call';
import type { CallExecutor } from './call-executor';
import { CallRunner, type TakenCall } from './call-runner';
import { giveBackScript } from './call-scripts';
import { EntryLease } from './entry-lease';
import { readGroup } from './group-read';
import { forgetConsumersScript } from './lease-scripts';
import { callsClaimed, callsRunning } from './messaging-metrics';
import { RedisClock } from './redis-clock';
import { openPatient, whenReady } from './redis-connection';
import { ReplicaHeartbeat } from './replica-heartbeat';
import { RedisUpkeep } from './redis-upkeep';
import { RunningCalls } from './running-calls';
import { StreamNames } from './stream-names';
import { fieldOf, StreamReader, type StreamEntry } from './stream-reader';
import { atMost } from './time-limit';
import { WorkPool } from './work-pool';

export interface CallReplicaOptions {
  readonly redis_url: string;
  readonly namespace: string;
  readonly service: string;
  readonly executor: CallExecutor;
  readonly handlerOf: (pattern: string) => MessageHandler | undefined;
  readonly onError: (error: unknown, call: IncomingCall | undefined) => void;
  readonly concurrency: number;
  readonly claim_after_ms: number;
  readonly drain_ms: number;
  readonly block_ms?: number;
}

const TIDY_MS = 60_000;
const SHOW_MS = 500;
/** No call is awaited this long: what is older was left behind by a client and a replica that died together. */
const STALE_MS = 900_000;
const FAREWELL_MS = 1_000;
const CLAIM_BATCH = 16;

/** One replica of a service at work: takes calls from its two streams, runs them and answers. */
export class CallReplica {
  readonly redis: Redis;
  private readonly logger = new Logger(CallReplica.name);
  private readonly replica = randomUUID();
  private readonly names: StreamNames;
  private readonly clock = new RedisClock();
  private readonly pool: WorkPool;
  private readonly lease: EntryLease;
  private readonly running: RunningCalls;
  private readonly runner: CallRunner;
  private readonly heartbeat: ReplicaHeartbeat;
  private readonly readers: readonly StreamReader[];
  private readonly upkeep: RedisUpkeep;
  private draining: Promise<void> | undefined;

  constructor(private readonly options: CallReplicaOptions) {
    const { redis_url, namespace, service, claim_after_ms } = options;
    const { replica, clock } = this;
    this.names = new StreamNames(namespace);
    this.pool = new WorkPool(options.concurrency);
    const redis = (this.redis = openPatient(redis_url, `calls to ${service}`));
    this.upkeep = new RedisUpkeep(redis);
    this.lease = new EntryLease({
      redis,
      group: service,
      consumer: replica,
      idle_ms: claim_after_ms,
      failuresOf: (stream) => this.names.failures(stream, service),
      max_backoff_ms: 0,
    });
    this.running = new RunningCalls(redis, this.names.running(service));
    this.runner = new CallRunner({ ...options, redis, clock, group: service });
    this.heartbeat = new ReplicaHeartbeat({
      redis,
      clock,
      replicas_key: this.names.replicas(service),
      replica,
      streams: [this.stream(true), this.stream(false)],
      group: service,
    });
    this.readers = [true, false].map((repeatable) => this.openReader(repeatable));
  }

  /** How many calls were taken and not answered yet. */
  get pending(): number {
    return this.pool.size;
  }

  async start(): Promise<void> {
    await whenReady(this.redis);
    if (this.draining) return;
    await this.heartbeat.start();
    for (const reader of this.readers) reader.start();
    const idle = this.options.claim_after_ms;
    this.upkeep.every(idle / 6, () => this.lease.touch());
    this.upkeep.every(idle / 3, () => this.claim());
    this.upkeep.every(SHOW_MS, () => this.running.show());
    this.upkeep.every(TIDY_MS, () => this.tidy());
  }

  /** Stops reading, finishes and answers what was taken, gives back what was handed out but never arrived. */
  drain(): Promise<void> {
    this.draining ??= this.finish();
    return this.draining;
  }

  private stream(repeatable: boolean): string {
    return this.names.calls(this.options.service, repeatable);
  }

  private openReader(repeatable: boolean): StreamReader {
    const { redis_url, service, block_ms } = this.options;
    const streams = [this.stream(repeatable)];
    const read = { group: service, consumer: this.replica, streams, noack: !repeatable };
    return new StreamReader({
      redis_url,
      purpose: `calls to ${service}`,
      read: (redis, count, blockMs) => readGroup(redis, read, count, blockMs),
      room: () => this.pool.room(),
      onEntries: (entries, run) => entries.forEach((entry) => this.take(entry, repeatable, 1, run)),
      onRefused: () => this.heartbeat.beat(),
      block_ms,
    });
  }

  private take(entry: StreamEntry, acknowledged: boolean, deliveries: number, run = ''): void {
    const { stream, id } = entry;
    if (acknowledged && !this.lease.hold(stream, id)) return;
    if (!acknowledged) this.running.hold(id);
    const text = fieldOf(entry.fields, 'f') ?? '';
    this.pool.add(async () => {
      await this.run({ stream, id, text, acknowledged, deliveries, redis_run: run });
      if (acknowledged) this.lease.release(stream, id);
      else this.running.release(id);
      callsRunning.set({ service: this.options.service }, this.pool.active - 1);
    });
    callsRunning.set({ service: this.options.service }, this.pool.active);
  }

  private async run(taken: TakenCall): Promise<void> {
    try {
      await this.runner.run(taken);
    } catch (error) {
      // The connection was closed before the answer could be given: another replica takes the call over.
      this.logger.warn(`a call could not be answered: ${(error as Error).message}`);
    }
  }

  /** Takes over what dead replicas left, as far as there is room. */
  private async claim(): Promise<void> {
    const room = Math.min(this.pool.free, CLAIM_BATCH);
    if (room === 0 || this.draining) return;
    const claimed = await this.lease.claim(this.stream(true), room);
    if (this.draining) return;
    for (const entry of claimed) {
      callsClaimed.inc({ service: this.options.service });
      this.take(entry, true, entry.deliveries);
    }
  }

  private async tidy(): Promise<void> {
    for (const repeatable of [true, false]) {
      const stream = this.stream(repeatable);
      await this.redis.xtrim(stream, 'MINID', this.clock.toRedis(Date.now()) - STALE_MS);
      await forgetConsumersScript.run(this.redis, [stream], [this.options.service, STALE_MS]);
    }
  }

  private async finish(): Promise<void> {
    const { redis, pool, readers } = this;
    const { drain_ms, service } = this.options;
    await atMost(FAREWELL_MS, this.heartbeat.stop());
    pool.wake();
    await atMost(drain_ms, Promise.all(readers.map((reader) => reader.stop(redis))));
    await atMost(drain_ms, pool.whenIdle());
    this.upkeep.end();
    if (redis.status !== 'ready' || pool.size > 0) return;
    for (const repeatable of [true, false]) {
      await atMost(
        FAREWELL_MS,
        giveBackScript.run(redis, [this.stream(repeatable)], [service, this.replica]),
      );
    }
  }
}
