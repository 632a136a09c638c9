import { randomBytes } from 'node:crypto';
import { createConnection, type Connection } from 'mongoose';
import { CatalogueError } from '@har/errors';
import { MongoIdempotencyStore } from './mongo-idempotency-store';

let connection: Connection;
let store: MongoIdempotencyStore;

beforeAll(async () => {
  const dbName = `t${randomBytes(4).toString('hex')}_idempotency`;
  connection = await createConnection(process.env.MONGODB_URI!, { dbName }).asPromise();
  store = new MongoIdempotencyStore(connection);
  await store.createIndexes();
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const requestOf = (key: string, body: object = { a: 1, b: 2 }) => ({
  scope: 'user:purchase',
  key,
  input: { params: {}, query: {}, body: body as Record<string, unknown> },
});

describe('MongoIdempotencyStore', () => {
  it('runs 50 parallel requests with one key once and answers all of them alike', async () => {
    const run = jest.fn(async (id: string) => `{"id":"${id}"}`);
    const answers = await Promise.all(Array.from({ length: 50 }, () => store.once(requestOf('k1'), run)));
    expect(run).toHaveBeenCalledTimes(1);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^\{"id":"[0-9a-f]{24}"\}$/);
  });

  it('takes the same body in another order for the same, another body for an error', async () => {
    await store.once(requestOf('k2', { a: 1, b: 2 }), async () => 'first');
    expect(await store.once(requestOf('k2', { b: 2, a: 1 }), async () => 'second')).toBe('first');
    await expect(store.once(requestOf('k2', { a: 2 }), async () => 'third')).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('keeps keys of different users apart', async () => {
    await store.once(requestOf('k3'), async () => 'mine');
    const theirs = { ...requestOf('k3'), scope: 'another:purchase' };
    expect(await store.once(theirs, async () => 'theirs')).toBe('theirs');
  });

  it('answers a refusal again, and runs again after a failure of ours with the same resource id', async () => {
    const refuse = jest.fn(async () => Promise.reject(new CatalogueError('FORBIDDEN')));
    await expect(store.once(requestOf('k4'), refuse)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(store.once(requestOf('k4'), refuse)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(refuse).toHaveBeenCalledTimes(1);

    const ids: string[] = [];
    const failOnce = async (id: string) => {
      ids.push(id);
      if (ids.length === 1) throw new Error('database away');
      return 'done';
    };
    await expect(store.once(requestOf('k5'), failOnce)).rejects.toThrow('database away');
    expect(await store.once(requestOf('k5'), failOnce)).toBe('done');
    expect(ids[0]).toBe(ids[1]);
  });

  it('takes over from one that died in the middle', async () => {
    const never = new Promise<string>(() => undefined);
    const ids: string[] = [];
    void store.once(requestOf('k6'), (id) => {
      ids.push(id);
      return never;
    });
    const keys = connection.collection('idempotency_keys');
    while ((await keys.countDocuments({ resource_id: ids[0] })) === 0);
    await keys.updateOne({ resource_id: ids[0] }, { $set: { lease_until: new Date(0) } });
    expect(await store.once(requestOf('k6'), async (id) => id)).toBe(ids[0]);
  });

  it('says so when the first is still running after a while', async () => {
    await new Promise<void>((begun) => {
      void store
        .once(requestOf('k7'), () => {
          begun();
          return new Promise<string>(() => undefined);
        })
        .catch(() => undefined);
    });
    await expect(store.once(requestOf('k7'), async () => 'x')).rejects.toMatchObject({
      code: 'IDEMPOTENCY_IN_PROGRESS',
    });
  });
});
