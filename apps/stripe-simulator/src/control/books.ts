import type { Kind } from '../state/object-kinds';
import type { Transaction } from '../state/transaction';

/** All money that moved, for an audit. Amounts in the currency's smallest unit. */
export interface Books {
  readonly currencies: Readonly<Record<string, CurrencyBooks>>;
  readonly payment_intents: readonly PaymentBooks[];
  /** How many objects of each kind there are. */
  readonly counts: Readonly<Record<string, number>>;
}

interface CurrencyBooks {
  /** Captured charges. */
  readonly charges: { readonly count: number; readonly amount: number };
  /** Refunds that were not taken back. */
  readonly refunds: { readonly count: number; readonly amount: number };
  /** Disputed amounts that were not given back. */
  readonly disputes: { readonly count: number; readonly amount: number };
  /** The sum of the balance transactions. */
  readonly balance: { readonly amount: number; readonly fee: number; readonly net: number };
}

interface PaymentBooks {
  readonly id: string;
  readonly status: string;
  readonly currency: string;
  readonly amount: number;
  readonly captured: number;
  readonly refunded: number;
  /** How often the card was charged with success. */
  readonly charges: number;
  readonly refunds: number;
  readonly metadata: Readonly<Record<string, string>>;
}

const COUNTED: readonly Kind[] = [
  'balance_transaction',
  'charge',
  'checkout.session',
  'customer',
  'dispute',
  'event',
  'invoice',
  'payment_intent',
  'refund',
  'subscription',
];

/** Adds up charges, refunds, disputes and the balance, each from its own objects, so that they can be compared. */
export function readBooks(tx: Transaction): Books {
  const currencies = [...new Set(tx.all('balance_transaction').map(({ currency }) => currency))];
  return {
    currencies: Object.fromEntries(currencies.map((currency) => [currency, booksOf(tx, currency)])),
    payment_intents: paymentBooks(tx),
    counts: Object.fromEntries(COUNTED.map((kind) => [kind, tx.all(kind).length])),
  };
}

function booksOf(tx: Transaction, currency: string): CurrencyBooks {
  const of = <T extends { currency: string }>(objects: readonly T[]) =>
    objects.filter((one) => one.currency === currency);
  const entries = of(tx.all('balance_transaction'));
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const total = (amounts: readonly number[]) => ({ count: amounts.length, amount: sum(amounts) });
  return {
    charges: total(
      of(tx.all('charge'))
        .filter(({ captured }) => captured)
        .map((charge) => charge.amount_captured),
    ),
    refunds: total(
      of(tx.all('refund'))
        .filter(isKept)
        .map(({ amount }) => amount),
    ),
    disputes: total(
      of(tx.all('dispute'))
        .filter(({ status }) => status !== 'won')
        .map(({ amount }) => amount),
    ),
    balance: {
      amount: sum(entries.map(({ amount }) => amount)),
      fee: sum(entries.map(({ fee }) => fee)),
      net: sum(entries.map(({ net }) => net)),
    },
  };
}

function paymentBooks(tx: Transaction): PaymentBooks[] {
  const charges = groupBy(tx.all('charge').filter(({ captured }) => captured));
  const refunds = groupBy(tx.all('refund').filter(isKept));
  return tx.all('payment_intent').map(({ id, status, currency, amount, metadata }) => {
    const charged = charges.get(id) ?? [];
    const returned = refunds.get(id) ?? [];
    const captured = charged.reduce((sum, charge) => sum + charge.amount_captured, 0);
    const refunded = returned.reduce((sum, refund) => sum + refund.amount, 0);
    return {
      id,
      status,
      currency,
      amount,
      captured,
      refunded,
      charges: charged.length,
      refunds: returned.length,
      metadata,
    };
  });
}

function isKept({ status }: { status: string | null }): boolean {
  return status !== 'failed' && status !== 'canceled';
}

function groupBy<T extends { payment_intent: string | null }>(objects: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const object of objects) {
    const key = object.payment_intent ?? '';
    groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  return groups;
}
