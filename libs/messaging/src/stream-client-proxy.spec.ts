import { firstValueFrom } from 'rxjs';
import { CatalogueError } from '@har/errors';
import { EventPublisher } from './event-publisher';
import { StreamClientProxy } from './stream-client-proxy';
import { MessagingFixture } from '../test/messaging-fixture';

describe('StreamClientProxy', () => {
  let fixture: MessagingFixture;

  beforeEach(() => {
    fixture = new MessagingFixture();
  });

  afterEach(async () => {
    await fixture.close();
  });

  it('sends and brings back parsed answers and typed errors', async () => {
    await fixture.server({
      double: async ({ n }: { n: number }) => ({ n: 2 * n }),
      refuse: async () => Promise.reject(new CatalogueError('FORBIDDEN')),
    });
    const client = fixture.client();
    const proxy = new StreamClientProxy({ client, service: 'course' });
    await proxy.connect();
    expect(await firstValueFrom(proxy.send('double', { n: 21 }))).toEqual({ n: 42 });
    await expect(firstValueFrom(proxy.send('refuse', {}))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(proxy.unwrap()).toBe(client);
    proxy.close();
  });

  it('emits events under the name of the service', async () => {
    const { redis_url, namespace } = fixture;
    const publisher = fixture.closing(new EventPublisher({ redis_url, namespace }));
    const proxy = new StreamClientProxy({ client: fixture.client(), publisher, service: 'course' });
    await firstValueFrom(proxy.emit('course.published', { id: 1 }), { defaultValue: undefined });
    const [[, fields] = ['', []]] = await fixture.redis.xrange(`${namespace}:events:course`, '-', '+');
    expect(JSON.parse(fields[1] ?? '')).toMatchObject({ type: 'course.published', payload: { id: 1 } });
  });

  it('cannot emit without a publisher', async () => {
    const proxy = new StreamClientProxy({ client: fixture.client(), service: 'course' });
    await expect(firstValueFrom(proxy.emit('any', {}))).rejects.toThrow('no publisher');
  });
});
