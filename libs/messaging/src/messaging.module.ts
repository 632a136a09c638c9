import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { Redis } from 'ioredis';
import { CallClient } from './call-client';
import { EventPublisher } from './event-publisher';
import { EventSubscriptions } from './event-subscriptions';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging-options';
import { OutboxRelays } from './outbox-relays';
import { openPrompt } from './redis-connection';
import { REDIS } from './redis.token';

/** Calls and events of one service: provides CallClient, EventPublisher and OutboxRelays everywhere. */
@Module({})
export class MessagingModule
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  constructor(
    @Inject(CallClient) private readonly client: CallClient,
    @Inject(EventPublisher) private readonly publisher: EventPublisher,
    @Inject(OutboxRelays) private readonly relays: OutboxRelays,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  static forRoot(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: MESSAGING_OPTIONS, useValue: options },
        { provide: REDIS, useFactory: () => openPrompt(options.redis_url, 'the service itself') },
        { provide: CallClient, useFactory: () => new CallClient(options) },
        { provide: EventPublisher, useFactory: () => new EventPublisher(options) },
        {
          provide: OutboxRelays,
          useFactory: (publisher: EventPublisher) => new OutboxRelays(publisher, options.service),
          inject: [EventPublisher],
        },
        EventSubscriptions,
      ],
      exports: [CallClient, EventPublisher, OutboxRelays, REDIS],
    };
  }

  onApplicationBootstrap(): void {
    this.relays.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relays.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.client.close(), this.publisher.close()]);
    this.redis.disconnect();
  }
}
