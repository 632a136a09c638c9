import { randomBytes } from 'node:crypto';
import { createConnection, Types, type Connection } from 'mongoose';
import { journalEntry } from '../ledger/journal-entry';
import type { PaymentEnv } from '../payment-env';
import { ReceiptIssuingService } from './receipt-issuing.service';
import type { ReceiptSource } from './receipt-of-entry';
import { ReceiptRepository } from './receipt.repository';
import { RECEIPTS, receiptSchema, type Receipt } from './receipt.schema';

const PAYMENTS = 50;
let connection: Connection;
let receipts: ReceiptRepository;

beforeAll(async () => {
  const dbName = `spec_${randomBytes(6).toString('hex')}`;
  connection = await createConnection(process.env.MONGODB_URI!, { dbName }).asPromise();
  receipts = new ReceiptRepository(connection.model(RECEIPTS, receiptSchema) as never);
  await receipts.onModuleInit();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const env = {
  SELLER_NAME: 'Har Academy',
  SELLER_ADDRESS: '1 rue de la Paix\\n75002 Paris',
  SELLER_VAT_ID: 'FR00123456789',
  SELLER_EMAIL: '',
  SELLER_NOTE: '',
} as PaymentEnv;

/** A process that dies at random: before it writes a receipt, or right after. */
class MortalRepository {
  constructor(private readonly real: ReceiptRepository) {}

  listIssued = (keys: readonly string[]) => this.real.listIssued(keys);

  lastSequence = async (kind: Receipt['kind'], year: number) => {
    const last = await this.real.lastSequence(kind, year);
    if (Math.random() < 0.2) throw new Error('died before the write');
    return last;
  };

  insert = async (receipt: Receipt) => {
    const written = await this.real.insert(receipt);
    if (Math.random() < 0.2) throw new Error('died after the write');
    return written;
  };
}

const sold = (position: number) => {
  const source_id = new Types.ObjectId();
  const source: ReceiptSource = {
    source: 'transaction',
    source_id,
    user_id: new Types.ObjectId(),
    description: `Course ${position}`,
    language: 'en',
  };
  const movement = { at: new Date(), currency: 'EUR', amount_minor: 1000 + position };
  const paid = journalEntry({
    key: `transaction:${source_id.toHexString()}:payment`,
    from: 'sales',
    to: 'stripe',
    ...movement,
  });
  const refund = journalEntry({ key: `refund:re_${position}`, from: 'stripe', to: 'sales', ...movement });
  return { source, journal: [paid, refund] };
};

describe('ReceiptIssuingService', () => {
  it('gives 50 parallel payments of two dying processes a number each, once, without a gap', async () => {
    const replicas = [1, 2].map(
      () => new ReceiptIssuingService(env, new MortalRepository(receipts) as never),
    );
    const payments = Array.from({ length: PAYMENTS }, (_, position) => sold(position));
    const issue = async ({ source, journal }: ReturnType<typeof sold>, replica: number): Promise<void> => {
      // Whoever died is followed by the sweep of another one; both may do the same at once.
      for (;;) {
        const attempts = [replica, 1 - replica].map((index) => replicas[index]!.issue(source, journal));
        const outcomes = await Promise.allSettled(attempts);
        if (outcomes.some(({ status }) => status === 'fulfilled')) return;
      }
    };
    await Promise.all(payments.map((payment, position) => issue(payment, position % 2)));
    const issued: Receipt[] = [];
    for await (const receipt of receipts.all()) issued.push(receipt);
    for (const kind of ['receipt', 'credit_note'] as const) {
      const ofKind = issued.filter((one) => one.kind === kind);
      expect(ofKind.map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: PAYMENTS }, (_, i) => i + 1),
      );
      expect(new Set(ofKind.map(({ entry_key }) => entry_key)).size).toBe(PAYMENTS);
    }
    expect(issued[0]).toMatchObject({ seller: { address: '1 rue de la Paix\n75002 Paris' }, buyer: null });
  });
});
