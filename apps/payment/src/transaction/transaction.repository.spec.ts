import { randomBytes } from 'node:crypto';
import { createConnection, Types, type Connection } from 'mongoose';
import { newTransaction } from '../purchase/new-transaction';
import { applyFact } from './apply-fact';
import type { PaymentFact } from './payment-fact';
import { CourseHeldError, TransactionRepository } from './transaction.repository';
import { TRANSACTIONS, transactionSchema, type Transaction } from './transaction.schema';

const AT_ONCE = 50;

let connection: Connection;
let transactions: TransactionRepository;

beforeAll(async () => {
  const dbName = `spec_${randomBytes(6).toString('hex')}`;
  connection = await createConnection(process.env.MONGODB_URI!, { dbName }).asPromise();
  transactions = new TransactionRepository(connection.model(TRANSACTIONS, transactionSchema) as never);
  await transactions.onModuleInit();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const hex = () => String(new Types.ObjectId());
const atOnce = <T>(run: () => Promise<T>) => Promise.allSettled(Array.from({ length: AT_ONCE }, run));

function purchaseOf(user_id: string, course_id: string): Transaction {
  const offer = {
    course_id,
    title: 'Tables',
    status: 'published' as const,
    instructor_id: hex(),
    price: { amount: 49.9, currency: 'EUR', pricing_model: 'one-time' as const },
    domain: 'Excel' as const,
    language: 'en',
  };
  const how = { payment_method: 'card' as const, coupon: null, checkout: null, language: 'en' as const };
  return newTransaction({ id: hex(), user_id, offer, ...how });
}

describe('TransactionRepository', () => {
  it('lets one of 50 change a purchase that all of them saw in one state', async () => {
    const paid: PaymentFact = { kind: 'paid', amount_minor: 4990, currency: 'EUR', at: new Date() };
    const ordered: PaymentFact = { kind: 'refund_requested', by: null, reason: 'requested', at: new Date() };
    let before = await transactions.insert(purchaseOf(hex(), hex()));
    const id = before._id.toHexString();
    for (const fact of [paid, ordered]) {
      const answers = await atOnce(() => transactions.replace(before, applyFact(before, fact)));
      const won = answers.filter((one) => one.status === 'fulfilled' && one.value !== null);
      expect(won).toHaveLength(1);
      before = (await transactions.findById(id))!;
    }
    expect(before).toMatchObject({ status: 'completed', refund: { state: 'requested' }, version: 3 });
    expect(before.journal).toHaveLength(1);
  });

  it('opens one of 50 purchases of a course by a user', async () => {
    const [user, course] = [hex(), hex()];
    const answers = await atOnce(() => transactions.insert(purchaseOf(user, course)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    expect(reasons.filter((reason) => !(reason instanceof CourseHeldError))).toEqual([]);
  });
});
