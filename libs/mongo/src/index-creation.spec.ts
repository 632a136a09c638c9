import { randomBytes } from 'node:crypto';
import { createConnection, mongo, Schema, type Connection } from 'mongoose';
import { createPatiently, whenIndexed } from './index-creation';

const connections: Connection[] = [];
const dbName = `t${randomBytes(4).toString('hex')}_indexes`;

async function connect(autoIndex: boolean): Promise<Connection> {
  const connection = await createConnection(process.env.MONGODB_URI!, { dbName, autoIndex }).asPromise();
  connections.push(connection);
  return connection;
}

function newModel(connection: Connection) {
  const schema = new Schema({ a: Number, b: Number, c: Number }, { collection: 'things' });
  schema.index({ a: 1 }, { unique: true });
  schema.index({ b: 1 });
  schema.index({ c: -1, a: 1 });
  return connection.model('Thing', schema);
}

afterAll(async () => {
  await connections[0]?.dropDatabase();
  for (const connection of connections) await connection.close();
});

describe('createPatiently', () => {
  it('tries again when the server made it give way', async () => {
    let attempts = 0;
    await createPatiently(async () => {
      if (++attempts < 3) throw new mongo.MongoServerError({ message: 'deadlock detected' });
    });
    expect(attempts).toBe(3);
  });

  it('gives up after a while, and at once on any other error', async () => {
    let attempts = 0;
    const fail = (error: Error) => async () => {
      attempts++;
      throw error;
    };
    await expect(createPatiently(fail(new mongo.MongoServerError({ message: 'duplicate' })))).rejects.toThrow(
      'duplicate',
    );
    expect(attempts).toBe(6);
    await expect(createPatiently(fail(new TypeError('bug')))).rejects.toThrow('bug');
    expect(attempts).toBe(7);
  });
});

describe('whenIndexed', () => {
  it('waits until several replicas have created the same indexes', async () => {
    const replicas = await Promise.all([connect(true), connect(true), connect(true), connect(true)]);
    await Promise.all(replicas.map((replica) => whenIndexed(newModel(replica))));
    const indexes = await replicas[0].collection('things').indexes();
    expect(indexes.map(({ name }) => name).sort()).toEqual(['_id_', 'a_1', 'b_1', 'c_-1_a_1']);
  });

  it('creates nothing where indexes are not created at boot', async () => {
    const production = await connect(false);
    const schema = new Schema({ a: Number }, { collection: 'others' }).index({ a: 1 });
    await whenIndexed(production.model('Other', schema));
    const names = (
      await production
        .collection('others')
        .indexes()
        .catch(() => [])
    ).map(({ name }) => name);
    expect(names).not.toContain('a_1');
  });
});
