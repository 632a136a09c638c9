import { Schema } from 'mongoose';

/**
 * `stripe` and `bank` are where money lies; `sales` and `subscriptions` what was sold, at its full price; `discounts` what
 * coupons took off it; `credits` what subscribers are owed after a change of plan; `deposits` money that came for
 * nothing and goes back; `disputes` what banks took back.
 */
export const ACCOUNTS = [
  'stripe',
  'bank',
  'sales',
  'subscriptions',
  'discounts',
  'credits',
  'deposits',
  'disputes',
] as const;
export type Account = (typeof ACCOUNTS)[number];

/** One side of an entry: an integer in the smallest unit, positive where money comes to, negative where it comes from. */
export interface JournalLine {
  account: Account;
  amount_minor: number;
}

/** A movement of money, with the two accounts it moves between: the lines add up to zero. */
export interface JournalEntry {
  /** Names the movement for ever: `transaction:<id>:payment`. The same one is never written twice. */
  key: string;
  at: Date;
  /** ISO 4217, upper case. */
  currency: string;
  lines: JournalLine[];
}

export interface Movement {
  key: string;
  at: Date;
  currency: string;
  from: Account;
  to: Account;
  /** A whole number above 0, smallest unit. */
  amount_minor: number;
}

/** @throws RangeError when the amount is not a whole number above 0 */
export function journalEntry({ key, at, currency, from, to, amount_minor }: Movement): JournalEntry {
  if (!Number.isSafeInteger(amount_minor) || amount_minor <= 0) {
    throw new RangeError(`${amount_minor} cannot be booked as ${key}`);
  }
  const lines = [
    { account: to, amount_minor },
    { account: from, amount_minor: -amount_minor },
  ];
  return { key, at, currency: currency.toUpperCase(), lines };
}

/** The entry that undoes another. */
export function reversalOf(entry: JournalEntry, key: string, at: Date): JournalEntry {
  const lines = entry.lines.map(({ account, amount_minor }) => ({ account, amount_minor: -amount_minor }));
  return { ...entry, key, at, lines };
}

export function hasEntry(journal: readonly JournalEntry[], key: string): boolean {
  return journal.some((entry) => entry.key === key);
}

/** What the entries moved to an account, smallest unit. */
export function balanceOf(journal: readonly JournalEntry[], account: Account): number {
  return journal
    .flatMap(({ lines }) => lines)
    .filter((line) => line.account === account)
    .reduce((sum, { amount_minor }) => sum + amount_minor, 0);
}

const lineSchema = new Schema<JournalLine>(
  { account: { type: String, required: true }, amount_minor: { type: Number, required: true } },
  { _id: false },
);

export const journalEntrySchema = new Schema<JournalEntry>(
  {
    key: { type: String, required: true },
    at: { type: Date, required: true },
    currency: { type: String, required: true },
    lines: { type: [lineSchema], required: true },
  },
  { _id: false },
);
