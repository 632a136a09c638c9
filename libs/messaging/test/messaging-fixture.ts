import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { MessageHandler } from '@nestjs/microservices';
import { Redis } from 'ioredis';
import {
  CallClient,
  StreamServer,
  type CallClientOptions,
  type OutgoingCall,
  type StreamServerOptions,
} from '@har/messaging';

/** @throws when the tests were not given this store */
export function storeUrl(name: 'REDIS_URL' | 'MONGODB_URI'): string {
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set: run the specs by npm test`);
  return url;
}

/** Clients and servers of one spec in a namespace of their own, all closed by `close`. */
export class MessagingFixture {
  readonly redis_url = storeUrl('REDIS_URL');
  readonly namespace = `test-${randomUUID()}`;
  readonly redis = new Redis(this.redis_url);
  private readonly closers: (() => Promise<unknown>)[] = [];

  constructor() {
    // Lost connections are what many specs are about.
    Logger.overrideLogger(false);
  }

  /** To be closed with the fixture. */
  closing<T extends { close(): Promise<unknown> }>(what: T): T {
    this.closers.push(() => what.close());
    return what;
  }

  client(options: Partial<CallClientOptions> = {}): CallClient {
    return this.closing(new CallClient({ redis_url: this.redis_url, namespace: this.namespace, ...options }));
  }

  /** A listening server; its handlers are given as `{pattern: handler}`. */
  async server(
    handlers: Record<string, (data: never) => Promise<unknown>>,
    options: Partial<StreamServerOptions> = {},
  ): Promise<StreamServer> {
    const { redis_url, namespace } = this;
    const server = new StreamServer({
      redis_url,
      namespace,
      service: 'course',
      onError: () => undefined,
      ...options,
    });
    for (const [pattern, handler] of Object.entries(handlers))
      server.addHandler(pattern, handler as MessageHandler);
    await new Promise<void>((resolve, reject) => {
      server.listen((error) => (error ? reject(error) : resolve()));
    });
    return this.closing(server);
  }

  /** What FLUSHALL does, to this fixture's keys only: others share the Redis. */
  async flush(): Promise<void> {
    const script = `for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end`;
    await this.redis.eval(script, 0, `${this.namespace}:*`);
  }

  async close(): Promise<void> {
    await Promise.all(this.closers.map((close) => close()));
    await this.flush();
    this.redis.disconnect();
  }
}

/** A repeatable call to `course`, changed as a test needs it. */
export function callOf(
  pattern: string,
  data: unknown = null,
  more: Partial<OutgoingCall> = {},
): OutgoingCall {
  return {
    service: 'course',
    pattern,
    data,
    request_id: randomUUID(),
    language: 'fr',
    deadline_ms: 10_000,
    repeatable: true,
    ...more,
  };
}
