import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { IncomingCall } from './call';
import { executeHandler, type CallExecutor } from './call-executor';
import { CallReplica } from './call-replica';

export interface StreamServerOptions {
  redis_url: string;
  namespace: string;
  service: string;
  executor?: CallExecutor;
  /** How many calls run at once; the others stay in Redis, where another replica can take them. */
  concurrency?: number;
  /** How long a repeatable call stays with a replica that gives no sign of life, in milliseconds. */
  claim_after_ms?: number;
  /** How long one read of the streams waits for calls, in milliseconds. */
  block_ms?: number;
  /** How long `drain` waits for the handlers that run, in milliseconds. */
  drain_ms?: number;
  /** Told of every error that is not one of the catalogue, for the log. */
  onError?: (error: unknown, call: IncomingCall | undefined) => void;
}

const CONCURRENCY = 64;
const CLAIM_AFTER_MS = 1_000;
const DRAIN_MS = 20_000;

/**
 * Nest's server of calls over Redis Streams. Each call is run by one replica; repeatable ones are taken over when
 * their replica dies, the others are never run twice.
 */
export class StreamServer extends Server implements CustomTransportStrategy {
  private replica: CallReplica | undefined;

  constructor(private readonly options: StreamServerOptions) {
    super();
  }

  /** Starts to take calls; called by Nest. Waits for Redis when it is away. */
  listen(callback: (error?: Error) => void): void {
    this.replica = new CallReplica({
      ...this.options,
      executor: this.options.executor ?? executeHandler,
      concurrency: this.options.concurrency ?? CONCURRENCY,
      claim_after_ms: this.options.claim_after_ms ?? CLAIM_AFTER_MS,
      drain_ms: this.options.drain_ms ?? DRAIN_MS,
      handlerOf: (pattern) => this.handlerOf(pattern),
      onError: this.options.onError ?? ((error) => void this.logger.error(error)),
    });
    this.replica.start().then(() => callback(), callback);
  }

  /** Drains and closes the connections; called by Nest. */
  async close(): Promise<void> {
    await this.drain();
    this.replica?.redis.disconnect();
  }

  on(): void {
    throw new Error('StreamServer emits no events');
  }

  /** The connection to Redis. */
  unwrap<T>(): T {
    return this.replica?.redis as T;
  }

  /** The handler of a message pattern, with Nest's guards, pipes, interceptors and filters around it. */
  handlerOf(pattern: string): MessageHandler | undefined {
    const handler = this.messageHandlers.get(pattern);
    return handler?.isEventHandler ? undefined : handler;
  }

  /** How many calls were taken and not answered yet. */
  pending(): number {
    return this.replica?.pending ?? 0;
  }

  /** Stops reading, finishes and answers what was taken, gives back what was handed out but never arrived. */
  async drain(): Promise<void> {
    await this.replica?.drain();
  }
}
