import { randomUUID } from 'node:crypto';
import { Controller, Injectable, Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { MessagePattern } from '@nestjs/microservices';
import { createConnection, Schema } from 'mongoose';
import { CatalogueError } from '@har/errors';
import { currentContext } from '@har/logging';
import { eventually } from '@har/testing';
import { CallClient } from './call-client';
import { connectStreamServer } from './connect-stream-server';
import { newEvent, type EventEnvelope } from './event-envelope';
import { EventPublisher } from './event-publisher';
import { MessagingModule } from './messaging.module';
import { OnEvent } from './on-event.decorator';
import { OutboxRelays } from './outbox-relays';
import { outboxEntry, outboxPlugin, type OutboxEntry } from './outbox.schema';
import { StreamServer } from './stream-server';
import { callOf, MessagingFixture, storeUrl } from '../test/messaging-fixture';

const seen: [method: string, event: EventEnvelope, request: string | undefined][] = [];
let failOnce = false;

@Controller()
class CourseHandler {
  @MessagePattern('course.get')
  get(data: { id: string }) {
    if (data.id === 'missing') throw new CatalogueError('ROUTE_NOT_FOUND', { method: 'GET', path: '/x' });
    return { id: data.id };
  }
}

@Injectable()
class Registrations {
  @OnEvent('user.registered')
  async registered(event: EventEnvelope): Promise<void> {
    if (failOnce) {
      failOnce = false;
      throw new Error('once');
    }
    seen.push(['registered', event, currentContext()?.request_id]);
  }

  @OnEvent({ type: 'user.suspended' })
  async suspended(event: EventEnvelope): Promise<void> {
    seen.push(['suspended', event, currentContext()?.request_id]);
  }
}

describe('MessagingModule', () => {
  let fixture: MessagingFixture;
  let app: INestApplication;

  beforeEach(() => {
    fixture = new MessagingFixture();
    seen.length = 0;
  });

  afterEach(async () => {
    await app.close();
    await fixture.close();
  });

  async function start(topics: string[], providers: Type[] = [Registrations]): Promise<void> {
    const { redis_url, namespace } = fixture;
    class Root {}
    Module({
      imports: [MessagingModule.forRoot({ service: 'course', redis_url, namespace, topics })],
      controllers: [CourseHandler],
      providers,
    })(Root);
    app = await NestFactory.create(Root, new FastifyAdapter(), { logger: false });
    connectStreamServer(
      app,
      new StreamServer({ redis_url, namespace, service: 'course', onError: () => undefined }),
    );
    await app.startAllMicroservices();
    await app.init();
  }

  it('answers calls through Nest, whose filters leave the error of the catalogue alone', async () => {
    await start(['auth']);
    const client = app.get(CallClient);
    expect(String(await client.call(callOf('course.get', { id: '7' })))).toBe('{"id":"7"}');
    await expect(client.call(callOf('course.get', { id: 'missing' }))).rejects.toMatchObject({
      code: 'ROUTE_NOT_FOUND',
      args: { method: 'GET', path: '/x' },
    });
  });

  it('hands events to the methods that ask for them, within the request that caused them', async () => {
    await start(['auth', 'payment']);
    const publisher = app.get(EventPublisher);
    const [one, two] = [
      newEvent('user.registered', { n: 1 }, 'request-9'),
      newEvent('user.suspended', { n: 2 }),
    ];
    await publisher.publish('auth', one);
    await publisher.publish('auth', newEvent('nobody.cares', null));
    await publisher.publish('payment', two);
    await eventually(() => expect(seen).toHaveLength(2));
    expect(seen.find(([method]) => method === 'registered')).toEqual(['registered', one, 'request-9']);
    expect(seen.find(([method]) => method === 'suspended')).toEqual(['suspended', two, two.id]);
  });

  it('gives an event again to a method that failed', async () => {
    failOnce = true;
    await start(['auth']);
    await app.get(EventPublisher).publish('auth', newEvent('user.registered', null));
    await eventually(() => expect(seen).toHaveLength(1));
    expect(failOnce).toBe(false);
  });

  it('does not start a service that handles events and names no topic', async () => {
    await expect(start([])).rejects.toThrow('course handles events but was given no topics');
  });

  it('starts a service without event handlers and without topics', async () => {
    await start([], []);
    await expect(app.get(CallClient).ping()).resolves.toBeUndefined();
  });

  it('relays what is in an outbox when the application shuts down', async () => {
    const connection = await createConnection(storeUrl('MONGODB_URI'), {
      dbName: `test_${randomUUID()}`,
    }).asPromise();
    const schema = new Schema<{ outbox?: OutboxEntry[] }>({});
    schema.plugin(outboxPlugin('course'));
    const model = connection.model('Course', schema);
    await start(['auth']);
    const relay = app.get(OutboxRelays).relayOf(model);
    const course = await model.create({ outbox: [outboxEntry('course.published', {})] });
    void relay.kick(course._id);
    await app.close();
    expect(await fixture.redis.xlen(`${fixture.namespace}:events:course`)).toBe(1);
    await connection.dropDatabase();
    await connection.close();
  });
});
