import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { verifyLedger } from '../../apps/payment/src/audit/verify-ledger';
import { PaymentAcademy } from '../../apps/payment/test/payment-academy';
import { backUp, restore } from './backup';

/** What a driver that is not told otherwise reads as another type, or writes as one. */
const KINDS = {
  double: new mongo.Double(5),
  int: new mongo.Int32(5),
  long: mongo.Long.fromNumber(5),
  decimal: mongo.Decimal128.fromString('5.00'),
  binary: new mongo.Binary(Buffer.from('five')),
  date: new Date(5),
  nothing: null,
};

let academy: PaymentAcademy;
let folder: string;

beforeAll(async () => {
  academy = await PaymentAcademy.start();
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
});
afterAll(async () => {
  await academy?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('promise 40: backups restore to a balanced system', () => {
  it('brings every document back as it was, and the books still agree', async () => {
    const learner = await academy.academy.newLearner();
    const [kept, returned] = [await academy.newCourse(), await academy.newCourse()];
    await academy.bought(learner, kept);
    const { _id } = await academy.bought(learner, returned);
    await academy.api.post(`/refund/${_id}`, undefined, { token: learner.token });
    await academy.eventsProcessed();
    await academy.academy.eventually(async () =>
      expect((await verifyLedger(academy.academy.env)).differences).toEqual([]),
    );

    await academy.collection('kinds').insertOne(KINDS);

    const uri = process.env.MONGODB_URI!;
    const prefix = academy.academy.env.MONGODB_DATABASE_PREFIX!;
    const copy = `r${prefix}`;
    const saved = await backUp({ uri, prefix }, folder);
    expect(saved).toMatchObject({ 'payment.transactions': 2, 'auth.users': 1 });
    expect(await restore({ uri, prefix: copy }, folder)).toEqual(saved);
    await expect(restore({ uri, prefix: copy }, folder)).rejects.toThrow('is not empty');

    const env = { ...academy.academy.env, MONGODB_DATABASE_PREFIX: copy };
    const report = await verifyLedger(env);
    expect(report).toMatchObject({ transactions: 2, differences: [] });
    const client = await new mongo.MongoClient(uri).connect();
    const bytesOf = async (database: string, collection: string) => {
      const documents = client.db(database).collection(collection).find({}, { raw: true }).sort({ _id: 1 });
      return ((await documents.toArray()) as unknown as Buffer[]).map((bytes) => bytes.toString('hex'));
    };
    for (const [service, collection] of [
      ['payment', 'transactions'],
      ['payment', 'kinds'],
      ['auth', 'users'],
    ] as const) {
      const before = await bytesOf(prefix + service, collection);
      expect(before.length).toBeGreaterThan(0);
      expect(await bytesOf(copy + service, collection)).toEqual(before);
    }
    for (const { name } of (await client.db().admin().listDatabases()).databases) {
      if (name.startsWith(copy)) await client.db(name).dropDatabase();
    }
    await client.close();
  });
});
