import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { openBlocking } from './redis-connection';
import { redisRun } from './redis-run';

/** An entry of a stream with its fields as `[name, value, name, value…]`. */
export interface StreamEntry {
  readonly stream: string;
  readonly id: string;
  readonly fields: readonly string[];
}

export type StreamReply = [stream: string, entries: [id: string, fields: string[] | null][]][] | null;

export interface StreamReaderOptions {
  readonly redis_url: string;
  readonly purpose: string;
  /** One blocking read of at most `count` entries. */
  readonly read: (redis: Redis, count: number, blockMs: number) => Promise<StreamReply>;
  /** How many entries may be taken now; the reader waits while the promise is not settled. */
  readonly room: () => number | Promise<number>;
  /** Entries, and the run of the Redis server that handed them out. */
  readonly onEntries: (entries: StreamEntry[], redisRun: string) => void;
  /** The read failed although Redis is there: a group is missing after it lost its data. */
  readonly onRefused: (error: Error) => Promise<void>;
  readonly block_ms?: number;
}

const BATCH = 16;
const BLOCK_MS = 5_000;
const WATCHDOG_MS = 1_000;
const RETRY_MS = 50;

/** Reads streams in a loop on a connection of its own until it is stopped. */
export class StreamReader {
  private readonly redis: Redis;
  private readonly block_ms: number;
  private stopping = false;
  private loop: Promise<void> | undefined;
  private connection_id = 0;
  private redis_run = '';

  constructor(private readonly options: StreamReaderOptions) {
    this.block_ms = options.block_ms ?? BLOCK_MS;
    this.redis = openBlocking(options.redis_url, options.purpose);
    this.redis.on('ready', () => void this.identify());
    this.redis.on('close', () => {
      this.redis_run = '';
    });
  }

  start(): void {
    this.loop ??= this.run();
  }

  /** Ends the blocking read without losing what Redis may be handing out, then closes. `helper` is another connection. */
  async stop(helper: Redis): Promise<void> {
    this.stopping = true;
    let ended = false;
    const loop = (this.loop ?? Promise.resolve()).then(() => (ended = true));
    while (!ended) {
      this.interrupt(helper);
      await Promise.race([loop, sleep(RETRY_MS)]);
    }
    this.redis.disconnect();
  }

  /** Ends a blocking read that is under way; the next one begins at once. */
  interrupt(helper: Redis): void {
    if (helper.status !== 'ready' || this.redis.status !== 'ready' || !this.connection_id) return;
    helper.client('UNBLOCK', this.connection_id).catch(() => undefined);
  }

  private async identify(): Promise<void> {
    try {
      const [id, run] = await Promise.all([this.redis.client('ID'), redisRun(this.redis)]);
      if (this.redis.status !== 'ready') return;
      this.connection_id = Number(id);
      this.redis_run = run;
    } catch {
      if (this.redis.status === 'ready') this.redis.disconnect(true);
    }
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const count = Math.min(BATCH, await this.options.room());
      if (this.stopping) return;
      if (count <= 0) continue;
      if (this.redis.status !== 'ready' || !this.redis_run) await sleep(RETRY_MS);
      else await this.readOnce(count);
    }
  }

  /** A read can hang for good after a reconnect; what it brings late is still handed on. */
  private async readOnce(count: number): Promise<void> {
    let watchdog: NodeJS.Timeout | undefined;
    const overdue = new Promise<void>((resolve) => {
      watchdog = setTimeout(() => {
        this.redis.disconnect(true);
        resolve();
      }, this.block_ms + WATCHDOG_MS);
    });
    const run = this.redis_run;
    const read = this.options.read(this.redis, count, this.block_ms).then(
      (reply) => this.handOn(reply, run),
      (error: Error) => this.failed(error),
    );
    await Promise.race([read, overdue]);
    clearTimeout(watchdog);
  }

  private handOn(reply: StreamReply, run: string): void {
    if (!reply) return;
    const entries = reply.flatMap(([stream, items]) =>
      items.map(([id, fields]) => ({ stream, id, fields: fields ?? [] })),
    );
    this.options.onEntries(entries, run);
  }

  private async failed(error: Error): Promise<void> {
    if (this.stopping) return;
    if (error.name === 'ReplyError') await this.options.onRefused(error).catch(() => undefined);
    await sleep(RETRY_MS);
  }
}

/** The value of one field of an entry. */
export function fieldOf(fields: readonly string[], name: string): string | undefined {
  for (let i = 0; i < fields.length; i += 2) if (fields[i] === name) return fields[i + 1];
  return undefined;
}
