import { Types } from 'mongoose';
import type { ReceiptReply } from '@har/contracts';
import type { TestUser } from '@har/testing';
import { verifyLedger } from '../src/audit/verify-ledger';
import { inParallel, PaymentAcademy } from './payment-academy';

let academy: PaymentAcademy;
let learner: TestUser;

beforeAll(async () => {
  academy = await PaymentAcademy.start({
    replicas: { payment: 2 },
    env: { SELLER_NAME: 'Seller of the tests' },
  });
  learner = await academy.academy.newLearner();
});
afterAll(() => academy?.stop());

const get = async (path: string, token: string) => {
  const response = await fetch(`${academy.academy.urlOf('gateway')}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

const codeOf = (bytes: Buffer) => (JSON.parse(bytes.toString()) as { error: { code: string } }).error.code;

const receiptsOf = async (user: TestUser): Promise<ReceiptReply[]> => {
  const { body } = await academy.api.get('/receipts?limit=100', { token: user.token });
  return body.data.receipts as ReceiptReply[];
};

describe('GET /transactions/:id/receipt', () => {
  it('answers a PDF to the buyer and to administrators, and to nobody else', async () => {
    const { _id } = await academy.bought(learner, await academy.newCourse());
    const { response, bytes } = await get(`/transactions/${_id}/receipt`, learner.token);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="receipt.pdf"');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.toString('latin1').trimEnd().endsWith('%%EOF')).toBe(true);
    const admin = await academy.academy.admin();
    const same = await get(`/transactions/${_id}/receipt`, admin.token);
    expect(same.bytes.equals(bytes)).toBe(true);
    const direct = `${academy.academy.urlOf('payment')}/api/v1/transactions/${_id}/receipt`;
    const own = await fetch(direct, { headers: { authorization: `Bearer ${learner.token}` } });
    expect(Buffer.from(await own.arrayBuffer()).equals(bytes)).toBe(true);

    const stranger = await academy.academy.newLearner();
    const foreign = await get(`/transactions/${_id}/receipt`, stranger.token);
    expect([foreign.response.status, codeOf(foreign.bytes)]).toEqual([403, 'TRANSACTION_NOT_OWNER']);
    const [receipt] = await receiptsOf(learner);
    const other = await get(`/receipts/${receipt!._id}/pdf`, stranger.token);
    expect([other.response.status, codeOf(other.bytes)]).toEqual([404, 'RECEIPT_NOT_FOUND']);
    const unknown = await get('/transactions/665f1c2ab7e4d91f0a3c0000/receipt', learner.token);
    expect(codeOf(unknown.bytes)).toBe('TRANSACTION_NOT_FOUND');
    expect((await academy.api.get(`/transactions/${_id}/receipt`)).status).toBe(401);
  });

  it('has none before money came, nor for a free course', async () => {
    const pending = await academy.buy(learner, await academy.newCourse());
    const free = await academy.buy(learner, await academy.newCourse({ amount_minor: 0 }), {
      payment_method: 'free',
    });
    for (const { body } of [pending, free]) {
      const { response, bytes } = await get(
        `/transactions/${body.data.transaction._id}/receipt`,
        learner.token,
      );
      expect([response.status, codeOf(bytes)]).toEqual([404, 'RECEIPT_NOT_FOUND']);
    }
  });

  it('keeps the buyer’s name and the seller as they were', async () => {
    const buyer = await academy.academy.newLearner({ first_name: 'Before' });
    const { _id } = await academy.bought(buyer, await academy.newCourse());
    const first = await get(`/transactions/${_id}/receipt`, buyer.token);
    await academy.api.patch('/auth/profile', { first_name: 'After' }, { token: buyer.token });
    const second = await get(`/transactions/${_id}/receipt`, buyer.token);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    const source_id = new Types.ObjectId(_id);
    expect(await academy.collection('receipts').findOne({ source_id })).toMatchObject({
      buyer: { name: 'Before Test', email: buyer.email },
      seller: { name: 'Seller of the tests' },
      language: 'en',
    });
  });
});

describe('GET /transactions/:id/credit-note', () => {
  it('has a number of its own', async () => {
    const buyer = await academy.academy.newLearner();
    const { _id } = await academy.bought(buyer, await academy.newCourse());
    const none = await get(`/transactions/${_id}/credit-note`, buyer.token);
    expect(codeOf(none.bytes)).toBe('RECEIPT_NOT_FOUND');
    await academy.api.post(`/refund/${_id}`, undefined, { token: buyer.token });
    const { response, bytes } = await get(`/transactions/${_id}/credit-note`, buyer.token);
    expect([response.status, bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    const papers = await receiptsOf(buyer);
    const year = new Date().getUTCFullYear();
    expect(papers.map(({ number }) => number.slice(0, 7))).toEqual([`C-${year}-`, `R-${year}-`]);
    expect(papers[0]).toMatchObject({ kind: 'credit_note', amount: 49.9, source_id: _id });
  });
});

describe('GET /receipts', () => {
  it('has one for a subscription’s payment, readable as PDF', async () => {
    const subscriber = await academy.academy.newLearner();
    const body = { plan: 'basic', payment_method_id: 'pm_card_visa' };
    await academy.api.post('/subscribe', body, { token: subscriber.token });
    await academy.academy.eventually(async () => {
      const [receipt] = await receiptsOf(subscriber);
      expect(receipt).toMatchObject({ source: 'subscription', description: 'basic', amount: 19 });
      const { response } = await get(`/receipts/${receipt!._id}/pdf`, subscriber.token);
      expect(response.headers.get('content-type')).toBe('application/pdf');
    });
    expect((await academy.api.get('/receipts')).status).toBe(401);
  });

  // Fifty at once, and processes that die between, are held against the issuing itself: receipt-issuing.service.spec.ts
  it('numbers parallel payments without a gap, on two replicas', async () => {
    const courses = await inParallel(10, () => academy.newCourse());
    const buyer = await academy.academy.newLearner();
    await Promise.all(courses.map((course) => academy.bought(buyer, course)));
    expect(await receiptsOf(buyer)).toHaveLength(10);
    const all = await academy
      .collection('receipts')
      .find({ kind: 'receipt' })
      .sort({ sequence: 1 })
      .toArray();
    expect(all.map(({ sequence }) => sequence as number)).toEqual(all.map((_, position) => position + 1));
  });
});

describe('verifyLedger', () => {
  it('finds no difference, and names a number that is missing and a payment without paper', async () => {
    await academy.academy.eventually(async () => {
      await academy.eventsProcessed();
      expect((await verifyLedger(academy.academy.env)).differences).toEqual([]);
    });
    await academy.collection('receipts').deleteOne({ kind: 'receipt', sequence: 2 });
    const { differences } = await verifyLedger(academy.academy.env);
    expect(differences).toContainEqual(
      expect.stringMatching(/^R-\d+-000003 comes where R-\d+-000002 is due$/),
    );
    expect(differences).toContainEqual(expect.stringMatching(/has no paper$/));
  });
});
