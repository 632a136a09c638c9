import { Types } from 'mongoose';
import { journalEntry } from '../ledger/journal-entry';
import { receiptsOf } from '../receipt/receipt-of-entry';
import type { Receipt } from '../receipt/receipt.schema';
import { CouponAudit } from './coupon-audit';
import { ReceiptAudit } from './receipt-audit';

const at = new Date('2026-11-05T10:00:00.000Z');
const JOURNAL = [
  journalEntry({
    key: 'transaction:a:payment',
    at,
    currency: 'EUR',
    from: 'sales',
    to: 'stripe',
    amount_minor: 3992,
  }),
  journalEntry({
    key: 'transaction:a:discount',
    at,
    currency: 'EUR',
    from: 'sales',
    to: 'discounts',
    amount_minor: 998,
  }),
  journalEntry({
    key: 'invoice:in_1',
    at,
    currency: 'EUR',
    from: 'subscriptions',
    to: 'stripe',
    amount_minor: 900,
  }),
  journalEntry({
    key: 'invoice:in_1:credit',
    at,
    currency: 'EUR',
    from: 'subscriptions',
    to: 'credits',
    amount_minor: 1000,
  }),
  journalEntry({ key: 'refund:re_1', at, currency: 'EUR', from: 'stripe', to: 'sales', amount_minor: 3992 }),
];

/** The papers that the journal calls for, numbered from 1 for each kind. */
function papers(): Receipt[] {
  const counts = { receipt: 0, credit_note: 0 };
  return receiptsOf(JOURNAL)
    .map((entry) => ({ ...entry, year: 2026, sequence: (counts[entry.kind] += 1) }) as Receipt)
    .sort((a, b) => a.kind.localeCompare(b.kind));
}

function differencesOf(receipts: readonly Receipt[]): string[] {
  const audit = new ReceiptAudit();
  audit.addJournal(JOURNAL);
  receipts.forEach((receipt) => audit.addReceipt(receipt));
  return audit.finish();
}

describe('ReceiptAudit', () => {
  it('asks for a receipt of each payment, with its discount and credit, and a credit note of each refund', () => {
    expect(receiptsOf(JOURNAL)).toMatchObject([
      { kind: 'receipt', amount_minor: 3992, discount_minor: 998, credit_minor: 0 },
      { kind: 'receipt', amount_minor: 900, discount_minor: 0, credit_minor: 1000 },
      { kind: 'credit_note', amount_minor: 3992 },
    ]);
    expect(differencesOf(papers())).toEqual([]);
  });

  it('names a number that is missing, an amount that differs and a payment without paper', () => {
    const [note, first, second] = papers() as [Receipt, Receipt, Receipt];
    expect(differencesOf([note, second])).toEqual([
      'R-2026-000002 comes where R-2026-000001 is due',
      'transaction:a:payment has no paper',
    ]);
    expect(differencesOf([note, { ...first, amount_minor: 1 }, second])).toEqual([
      'R-2026-000001 does not agree with transaction:a:payment',
    ]);
    expect(differencesOf([note, first, second, { ...second, sequence: 3 }])).toEqual([
      'R-2026-000003 does not agree with invoice:in_1',
    ]);
  });
});

describe('CouponAudit', () => {
  const coupon_id = new Types.ObjectId();
  const payment = () => ({
    _id: new Types.ObjectId(),
    user_id: new Types.ObjectId(),
    coupon: { coupon_id, code: 'LESS', discount_minor: 1 },
  });
  const held = (holders: readonly ReturnType<typeof payment>[], more: object = {}) =>
    ({
      _id: coupon_id,
      code: 'LESS',
      held: Object.fromEntries(holders.map(({ _id, user_id }) => [String(_id), String(user_id)])),
      per_user: Object.fromEntries(holders.map(({ user_id }) => [String(user_id), 1])),
      redemptions: holders.length,
      max_redemptions: 2,
      ...more,
    }) as never;

  it('finds no difference where each payment holds its coupon', () => {
    const audit = new CouponAudit();
    const [first, second] = [payment(), payment()];
    audit.addPayment(first);
    audit.addPayment(second);
    audit.addCoupon(held([first, second]));
    expect(audit.finish()).toEqual([]);
  });

  it('names wrong counts, too many, and holders on one side only', () => {
    const audit = new CouponAudit();
    const [first, second] = [payment(), payment()];
    audit.addPayment(first);
    audit.addCoupon(held([second], { redemptions: 3 }));
    expect(audit.finish()).toEqual([
      'coupon LESS counts 3 and 1, and is held 1 times',
      'coupon LESS was redeemed too often',
      `coupon LESS is held by ${String(second._id)} for nothing`,
      `${String(first._id)} uses a coupon that it does not hold`,
    ]);
  });
});
