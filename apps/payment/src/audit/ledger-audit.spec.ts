import { Types } from 'mongoose';
import type { Entitlement } from '../entitlement/entitlement.schema';
import { journalEntry } from '../ledger/journal-entry';
import type { LedgerEntry } from '../ledger/ledger.schema';
import type { MoneyMovement } from '../payment-gateway/gateway-types';
import type { Transaction } from '../transaction/transaction.schema';
import { LedgerAudit } from './ledger-audit';

const at = new Date('2026-11-05T10:00:00.000Z');
const PAYMENT = journalEntry({
  key: 'payment',
  at,
  currency: 'EUR',
  from: 'sales',
  to: 'stripe',
  amount_minor: 4990,
});
const REFUND = journalEntry({
  key: 'refund',
  at,
  currency: 'EUR',
  from: 'stripe',
  to: 'sales',
  amount_minor: 4990,
});
const _id = new Types.ObjectId('665f1c2ab7e4d91f0a3c5d7e');

const entry = ({ key, ...rest }: typeof PAYMENT, more: object = {}) =>
  ({ _id: key, source: 'transaction', source_id: 'x', user_id: 'u', ...rest, ...more }) as LedgerEntry;
const bought = (more: object = {}) =>
  ({
    _id,
    status: 'completed',
    amount_minor: 4990,
    journal: [PAYMENT],
    dispute: null,
    attention: null,
    ...more,
  }) as unknown as Transaction;
const right = (status = 'active') => ({ status, expires_at: null }) as unknown as Entitlement;
async function* movements(...all: MoneyMovement[]) {
  yield* all;
}
const charge = (amount_minor: number, currency = 'EUR', kind: MoneyMovement['kind'] = 'charge') => ({
  kind,
  amount_minor,
  currency,
});
const T = `transaction ${_id.toHexString()}`;

function differencesOf(work: (audit: LedgerAudit) => void): string[] {
  const audit = new LedgerAudit();
  work(audit);
  return audit.finish().differences;
}

describe('LedgerAudit', () => {
  it('finds nothing where all books agree, and says what there is', async () => {
    const audit = new LedgerAudit();
    audit.addEntry(entry(PAYMENT));
    audit.addTransaction(bought(), right());
    audit.addSubscription('s', []);
    await audit.compare(movements(charge(4990), charge(17, 'EUR', 'other')));
    expect(audit.finish()).toEqual({
      entries: 1,
      transactions: 1,
      subscriptions: 1,
      balances: { EUR: { stripe: 4990, sales: -4990 } },
      differences: [],
    });
  });

  it('names an entry that is not zero, or not whole', () => {
    const broken = { lines: [{ account: 'stripe', amount_minor: 1 }] };
    expect(differencesOf((audit) => audit.addEntry(entry(PAYMENT, broken)))).toContain(
      'payment adds up to 1 EUR',
    );
    const halves = {
      lines: [
        { account: 'stripe', amount_minor: 0.5 },
        { account: 'sales', amount_minor: -0.5 },
      ],
    };
    expect(differencesOf((audit) => audit.addEntry(entry(PAYMENT, halves)))).toContain(
      'payment adds up to 0 EUR',
    );
  });

  it('names a currency that is not zero', () => {
    const broken = { lines: [{ account: 'stripe', amount_minor: 3 }] };
    expect(differencesOf((audit) => audit.addEntry(entry(PAYMENT, broken)))).toContain('EUR adds up to 3');
  });

  it('names what is in one book alone, or booked otherwise', () => {
    expect(differencesOf((audit) => audit.addTransaction(bought(), right()))).toEqual([
      `${T}: payment is not in the ledger`,
    ]);
    expect(differencesOf((audit) => audit.addEntry(entry(PAYMENT)))).toEqual([
      'payment is explained by nothing',
    ]);
    expect(
      differencesOf((audit) => {
        audit.addEntry(entry(REFUND, { _id: 'payment' }));
        audit.addTransaction(bought(), right());
      }),
    ).toEqual([`${T}: payment was booked otherwise`]);
    expect(differencesOf((audit) => audit.addSubscription('s', [PAYMENT]))).toEqual([
      'subscription s: payment is not in the ledger',
    ]);
  });

  it.each<[string, object, Entitlement | null, string[]]>([
    [
      'too little for a course',
      { journal: [], amount_minor: 4990 },
      right(),
      [`${T} is completed with 0 of 4990`],
    ],
    ['too little, which a person looks at', { journal: [], attention: 'amount_mismatch' }, right(), []],
    [
      'a refund that kept the money',
      { status: 'refunded', journal: [PAYMENT] },
      null,
      [`${T} is refunded and keeps 4990`],
    ],
    ['a refund', { status: 'refunded', journal: [PAYMENT, REFUND] }, right('revoked'), []],
    ['no right for money', {}, null, [`${T} is completed and its entitlement missing`]],
    ['a closed right for money', {}, right('revoked'), [`${T} is completed and its entitlement revoked`]],
    [
      'a right for nothing',
      { status: 'pending', journal: [] },
      right(),
      [`${T} is pending and its entitlement active`],
    ],
    ['nothing for nothing', { status: 'failed', journal: [] }, null, []],
    [
      'a right in spite of a dispute',
      { dispute: 'open' },
      right(),
      [`${T} is completed and its entitlement active`],
    ],
    [
      'a right in spite of a lost dispute',
      { dispute: 'lost' },
      right(),
      [`${T} is completed and its entitlement active`],
    ],
    ['a right again after a won dispute', { dispute: 'won' }, right(), []],
  ])('judges %s', (_what, more, held, expected) => {
    const transaction = bought(more);
    const found = differencesOf((audit) => {
      for (const one of transaction.journal) audit.addEntry(entry(one));
      audit.addTransaction(transaction, held);
    });
    expect(found).toEqual(expected);
  });

  it('holds the account of Stripe against its own books, in every currency', async () => {
    const audit = new LedgerAudit();
    audit.addEntry(entry(PAYMENT));
    audit.addTransaction(bought(), right());
    await audit.compare(movements(charge(4990), charge(-90, 'EUR', 'refund'), charge(5, 'USD', 'dispute')));
    expect(audit.finish().differences).toEqual([
      'Stripe has 4900 EUR, the ledger 4990',
      'Stripe has 5 USD, the ledger 0',
    ]);
  });

  it('misses what Stripe knows nothing of', async () => {
    const audit = new LedgerAudit();
    audit.addEntry(entry(PAYMENT));
    audit.addTransaction(bought(), right());
    await audit.compare(movements());
    expect(audit.finish().differences).toEqual(['Stripe has 0 EUR, the ledger 4990']);
  });
});
