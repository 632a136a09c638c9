import { randomBytes } from 'node:crypto';
import { createConnection, type Connection } from 'mongoose';
import { KeySet, RevocationList, TokenVerifier } from '@har/access';
import { Types } from 'mongoose';
import { AccessTokenService } from './access-token.service';
import { SigningKeyRepository } from './signing-key.repository';
import { SIGNING_KEY_MODEL, signingKeySchema, type SigningKeyRecord } from './signing-key.schema';
import { SigningKeyService } from './signing-key.service';

const DAY_MS = 86_400_000;
const KEY_ENV = { KEY_ENCRYPTION_SECRET: 's'.repeat(32), ACCESS_TOKEN_TTL_SECONDS: 86_400 };

let connection: Connection;
let keys: SigningKeyRepository;
const services: SigningKeyService[] = [];

function newReplica(env = KEY_ENV): SigningKeyService {
  const service = new SigningKeyService(keys, env);
  services.push(service);
  return service;
}

beforeAll(async () => {
  const dbName = `t${randomBytes(4).toString('hex')}_keys`;
  connection = await createConnection(process.env.MONGODB_URI!, { dbName }).asPromise();
});
beforeEach(async () => {
  const model = connection.models[SIGNING_KEY_MODEL] ?? connection.model(SIGNING_KEY_MODEL, signingKeySchema);
  keys = new SigningKeyRepository(model as never);
  await keys.ready();
  await model.deleteMany({});
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.beforeApplicationShutdown()));
  await connection.dropDatabase();
  await connection.close();
});

async function move(key: SigningKeyRecord, by: number): Promise<void> {
  const signs_from = new Date(key.signs_from.getTime() + by);
  await connection.model(SIGNING_KEY_MODEL).updateOne({ _id: key._id }, { $set: { signs_from } });
}

describe('SigningKeyService', () => {
  it('makes one first key when many replicas start at once', async () => {
    const replicas = Array.from({ length: 5 }, () => newReplica());
    await Promise.all(replicas.map((replica) => replica.onModuleInit()));
    await expect(keys.list()).resolves.toHaveLength(1);
    const ids = await Promise.all(replicas.map(async (replica) => (await replica.current()).kid));
    expect(new Set(ids).size).toBe(1);
  });

  it('stores the private part encrypted, and publishes only the public one', async () => {
    const replica = newReplica();
    await replica.onModuleInit();
    const [stored] = await keys.list();
    expect(stored!.sealed_private_key).not.toContain('PRIVATE KEY');
    const { private_key } = await replica.current();
    expect(private_key).toMatchObject({ type: 'private', asymmetricKeyDetails: { modulusLength: 2_048 } });
    const { keys: published } = await replica.publish();
    expect(Object.keys(published[0]!).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('refuses to start with another secret, naming the variable', async () => {
    await newReplica().onModuleInit();
    const other = newReplica({ ...KEY_ENV, KEY_ENCRYPTION_SECRET: 'x'.repeat(32) });
    await expect(other.onModuleInit()).rejects.toThrow(/KEY_ENCRYPTION_SECRET/);
  });

  it('publishes the next key a day before it signs, every 30 days', async () => {
    const replica = newReplica();
    await replica.onModuleInit();
    const [first] = await keys.list();
    await replica.maintain(first!.signs_from.getTime() + 28 * DAY_MS);
    await expect(keys.list()).resolves.toHaveLength(1);
    const rotations = [newReplica(), newReplica(), replica].map((each) =>
      each.maintain(first!.signs_from.getTime() + 29.5 * DAY_MS),
    );
    await Promise.all(rotations);
    const [, next, ...more] = await keys.list();
    expect(more).toEqual([]);
    expect(next!.signs_from.getTime()).toBe(first!.signs_from.getTime() + 30 * DAY_MS);
    expect((await replica.publish()).keys).toHaveLength(2);
    expect((await replica.current()).kid).toBe(first!._id);
  });

  it('signs with the next key from its time on, and keeps the old one for tokens that live', async () => {
    const replica = newReplica();
    await replica.onModuleInit();
    const [first] = await keys.list();
    await replica.maintain(first!.signs_from.getTime() + 30 * DAY_MS);
    const [, next] = await keys.list();
    await move(next!, Date.now() - 1_000 - next!.signs_from.getTime());
    const other = newReplica();
    expect((await other.current()).kid).toBe(next!._id);
    await other.maintain(Date.now() + DAY_MS);
    expect((await other.publish()).keys).toHaveLength(2);
    await other.maintain(Date.now() + DAY_MS + 2 * 3_600_000);
    expect((await other.publish()).keys.map(({ kid }) => kid)).toEqual([next!._id]);
  });

  it('rotates out of turn with ten minutes’ notice, once however often it is asked', async () => {
    const replica = newReplica();
    await replica.onModuleInit();
    const results = await Promise.all([replica.rotate(), newReplica().rotate(), newReplica().rotate()]);
    await replica.rotate();
    const stored = await keys.list();
    expect(stored).toHaveLength(2);
    expect(new Set(results.map(({ kid }) => kid))).toEqual(new Set([stored[1]!._id]));
    const notice = stored[1]!.signs_from.getTime() - Date.now();
    expect(notice).toBeGreaterThan(590_000);
    expect(notice).toBeLessThanOrEqual(600_000);
  });

  it('brings a planned key forward', async () => {
    const replica = newReplica();
    await replica.onModuleInit();
    const [first] = await keys.list();
    await replica.maintain(first!.signs_from.getTime() + 29.5 * DAY_MS);
    const { signs_from } = await replica.rotate();
    await expect(keys.list()).resolves.toHaveLength(2);
    expect(signs_from.getTime()).toBeLessThanOrEqual(Date.now() + 600_000);
  });

  it('signs tokens that every verifier accepts before, during and after a rotation', async () => {
    const replica = newReplica();
    await replica.onModuleInit();
    const user = { _id: new Types.ObjectId(), role: 'instructor' as const, language: 'en' as const };
    const session = new Types.ObjectId().toHexString();
    const verifier = new TokenVerifier(new KeySet(() => replica.publish()), new RevocationList());
    const before = await new AccessTokenService(replica, KEY_ENV).sign(user, session);
    await replica.rotate();
    const [, next] = await keys.list();
    await move(next!, Date.now() - 1_000 - next!.signs_from.getTime());
    const after = await new AccessTokenService(newReplica(), KEY_ENV).sign(user, session);
    for (const token of [before, after]) {
      await expect(verifier.verify(token)).resolves.toMatchObject({
        user_id: user._id.toHexString(),
        role: 'instructor',
        session_id: session,
        language: 'en',
      });
    }
    expect(before.split('.')[0]).not.toBe(after.split('.')[0]);
  });
});
