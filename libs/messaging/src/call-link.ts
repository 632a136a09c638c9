import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { openPrompt, openSubscriber } from './redis-connection';
import { redisRun } from './redis-run';
import type { StreamNames } from './stream-names';

const PING_MS = 2_500;

export interface CallLinkEvents {
  onReply(bytes: Buffer): void;
  /** Replies may have been lost: the link was broken and is whole again. */
  onRestored(): void;
  /** The link has been broken for longer than a reconnect takes. */
  onDown(): void;
}

/**
 * The two connections of a client: one that sends and one that listens for replies on a channel of its own. It is
 * usable while both are, because a call whose reply cannot arrive must not be sent.
 */
export class CallLink {
  readonly sender: Redis;
  readonly reply_channel: string;
  /** The run of the Redis server that the sender talks to. */
  redis_run = '';
  private readonly subscriber: Redis;
  private readonly ping: NodeJS.Timeout;
  private readonly waiting = new Set<() => void>();
  private subscribed = false;
  private ever_usable = false;
  private closed = false;
  private outage: NodeJS.Timeout | undefined;

  constructor(
    redisUrl: string,
    names: StreamNames,
    private readonly events: CallLinkEvents,
    private readonly outage_ms: number,
  ) {
    this.reply_channel = names.replies(randomUUID());
    this.sender = openPrompt(redisUrl, 'sending calls');
    this.subscriber = openSubscriber(redisUrl, 'replies');
    this.sender.on('ready', () => void this.senderReady());
    this.sender.on('close', () => this.broken(() => (this.redis_run = '')));
    this.subscriber.on('ready', () => void this.subscribe());
    this.subscriber.on('close', () => this.broken(() => (this.subscribed = false)));
    this.subscriber.on('messageBuffer', (_channel: Buffer, bytes: Buffer) => events.onReply(bytes));
    // A half-open connection gets no replies and would not be noticed otherwise.
    this.ping = setInterval(() => void this.subscriber.ping().catch(() => undefined), PING_MS).unref();
  }

  get usable(): boolean {
    return this.subscribed && this.redis_run !== '';
  }

  /** Resolves as soon as the link is usable, or after `ms` milliseconds at the latest. */
  whenUsable(ms: number): Promise<void> {
    if (this.usable) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.waiting.add(done);
    });
  }

  /** Whether it was usable once; before that, callers wait for the first connection. */
  get started(): boolean {
    return this.ever_usable;
  }

  close(): void {
    this.closed = true;
    clearInterval(this.ping);
    clearTimeout(this.outage);
    this.subscribed = false;
    this.sender.disconnect();
    this.subscriber.disconnect();
    for (const done of [...this.waiting]) done();
  }

  private async senderReady(): Promise<void> {
    const run = await redisRun(this.sender).catch(() => '');
    if (this.sender.status !== 'ready') return;
    if (!run) return this.sender.disconnect(true);
    this.redis_run = run;
    this.whole();
  }

  private async subscribe(): Promise<void> {
    try {
      await this.subscriber.subscribe(this.reply_channel);
      this.subscribed = true;
      this.whole();
    } catch {
      if (this.subscriber.status === 'ready') this.subscriber.disconnect(true);
    }
  }

  private whole(): void {
    if (!this.usable) return;
    clearTimeout(this.outage);
    this.outage = undefined;
    for (const done of [...this.waiting]) done();
    if (this.ever_usable) this.events.onRestored();
    this.ever_usable = true;
  }

  private broken(forget: () => void): void {
    forget();
    if (this.closed) return;
    this.outage ??= setTimeout(() => this.events.onDown(), this.outage_ms).unref();
  }
}
