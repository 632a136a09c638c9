import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { withRequestContext } from '@har/logging';
import { EventConsumer } from './event-consumer';
import type { EventEnvelope } from './event-envelope';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging-options';
import { ON_EVENT } from './on-event.decorator';

type EventHandler = (event: EventEnvelope) => Promise<void>;

/** Starts the service's one event consumer with the `@OnEvent` methods of all providers. */
@Injectable()
export class EventSubscriptions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EventSubscriptions.name);
  private readonly handlers = new Map<string, EventHandler[]>();
  private stopping = false;
  private consumer: EventConsumer | undefined;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws when there are handlers but no topics to read */
  onApplicationBootstrap(): void {
    this.discover();
    const { topics = [], redis_url, namespace, service, event_concurrency } = this.options;
    if (this.handlers.size === 0) return;
    if (topics.length === 0) throw new Error(`${service} handles events but was given no topics`);
    this.consumer = new EventConsumer({
      redis_url,
      namespace,
      group: service,
      topics,
      concurrency: event_concurrency,
      handle: (event) => this.dispatch(event),
      onError: (error, event) => this.report(error, event),
    });
    // Redis may come up later than this process does.
    this.consumer.start().catch((error: unknown) => {
      // A command may be done before Redis has answered.
      if (!this.stopping) this.logger.error(error);
    });
  }

  /** Before the stores are closed that the handlers write to. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.consumer?.stop();
  }

  private discover(): void {
    for (const { instance } of this.discovery.getProviders()) {
      const provider = instance as Record<string, unknown> | null | undefined;
      if (typeof provider !== 'object' || provider === null) continue;
      const prototype = Object.getPrototypeOf(provider) as object | null;
      if (!prototype) continue;
      for (const name of this.scanner.getAllMethodNames(prototype)) this.register(provider, name);
    }
  }

  private register(provider: Record<string, unknown>, name: string): void {
    const method = provider[name];
    if (typeof method !== 'function') return;
    const type = this.reflector.get<string | undefined>(ON_EVENT, method);
    if (type === undefined) return;
    const handler: EventHandler = async (event) => {
      await (method.call(provider, event) as Promise<void>);
    };
    this.handlers.set(type, [...(this.handlers.get(type) ?? []), handler]);
  }

  private async dispatch(event: EventEnvelope): Promise<void> {
    const handlers = this.handlers.get(event.type) ?? [];
    const context = { request_id: event.request_id ?? event.id, route: event.type };
    await withRequestContext(context, async () => {
      for (const handler of handlers) await handler(event);
    });
  }

  private report(error: unknown, event: EventEnvelope | undefined): void {
    const what = event ? `${event.type} ${event.id}` : 'an unreadable event';
    this.logger.error(
      `${what} could not be handled: ${error instanceof Error ? error.stack : String(error)}`,
    );
  }
}
