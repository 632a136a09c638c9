import type { Entitlement } from '../entitlement/entitlement.schema';
import type { JournalEntry } from '../ledger/journal-entry';
import type { LedgerEntry } from '../ledger/ledger.schema';
import type { MoneyMovement } from '../payment-gateway/gateway-types';
import { balanceOf } from '../ledger/journal-entry';
import { isOpen } from '../entitlement/entitlement-reply';
import type { Transaction } from '../transaction/transaction.schema';

/** What the audit found: empty `differences` mean that all books agree. Amounts in the smallest unit. */
export interface LedgerReport {
  entries: number;
  transactions: number;
  subscriptions: number;
  /** Of each currency, what each account holds; the sum of a currency is zero. */
  balances: Record<string, Record<string, number>>;
  differences: string[];
}

/** Adds the ledger up. Every difference is told in one line. */
export class LedgerAudit {
  readonly report: LedgerReport = {
    entries: 0,
    transactions: 0,
    subscriptions: 0,
    balances: {},
    differences: [],
  };
  private readonly unexplained = new Map<string, string>();

  addEntry({ _id, currency, lines }: LedgerEntry): void {
    this.report.entries += 1;
    const sum = lines.reduce((total, { amount_minor }) => total + amount_minor, 0);
    const whole = lines.every(({ amount_minor }) => Number.isSafeInteger(amount_minor));
    if (sum !== 0 || !whole) this.differ(`${_id} adds up to ${sum} ${currency}`);
    const balances = (this.report.balances[currency] ??= {});
    for (const { account, amount_minor } of lines) {
      balances[account] = (balances[account] ?? 0) + amount_minor;
    }
    this.unexplained.set(_id, JSON.stringify(lines.map(plain)));
  }

  /** The journal that a transaction or subscription was written with must be in the ledger, line by line. */
  addJournal(source: string, journal: readonly JournalEntry[]): void {
    for (const { key, lines } of journal) {
      const booked = this.unexplained.get(key);
      if (booked === undefined) this.differ(`${source}: ${key} is not in the ledger`);
      else if (booked !== JSON.stringify(lines.map(plain)))
        this.differ(`${source}: ${key} was booked otherwise`);
      this.unexplained.delete(key);
    }
  }

  addTransaction(transaction: Transaction, right: Entitlement | null): void {
    this.report.transactions += 1;
    const { status, amount_minor, journal, dispute, attention } = transaction;
    const id = `transaction ${transaction._id.toHexString()}`;
    this.addJournal(id, journal);
    // At its full price, less what a coupon took off.
    const full = -balanceOf(journal, 'sales') - balanceOf(journal, 'disputes');
    const sold = full - balanceOf(journal, 'discounts');
    if (status === 'completed' && attention === null && sold !== amount_minor) {
      this.differ(`${id} is completed with ${sold} of ${amount_minor}`);
    }
    if (status === 'refunded' && attention === null && sold !== 0) {
      this.differ(`${id} is refunded and keeps ${sold}`);
    }
    const opens = status === 'completed' && dispute !== 'open' && dispute !== 'lost';
    if (opens !== (right !== null && isOpen(right))) {
      this.differ(`${id} is ${status} and its entitlement ${right?.status ?? 'missing'}`);
    }
  }

  addSubscription(id: string, journal: readonly JournalEntry[]): void {
    this.report.subscriptions += 1;
    this.addJournal(`subscription ${id}`, journal);
  }

  /** The provider's own books must hold what the account `stripe` holds. */
  async compare(movements: AsyncIterable<MoneyMovement>): Promise<void> {
    const theirs = new Map<string, number>();
    for await (const { kind, amount_minor, currency } of movements) {
      if (kind !== 'other') theirs.set(currency, (theirs.get(currency) ?? 0) + amount_minor);
    }
    for (const currency of new Set([...theirs.keys(), ...Object.keys(this.report.balances)])) {
      const ours = this.report.balances[currency]?.stripe ?? 0;
      const other = theirs.get(currency) ?? 0;
      if (ours !== other) this.differ(`Stripe has ${other} ${currency}, the ledger ${ours}`);
    }
  }

  /** @param others what the audits of the papers found */
  finish(others: readonly string[] = []): LedgerReport {
    others.forEach((difference) => this.differ(difference));
    for (const key of this.unexplained.keys()) this.differ(`${key} is explained by nothing`);
    for (const [currency, accounts] of Object.entries(this.report.balances)) {
      const sum = Object.values(accounts).reduce((total, amount) => total + amount, 0);
      if (sum !== 0) this.differ(`${currency} adds up to ${sum}`);
    }
    return this.report;
  }

  private differ(difference: string): void {
    this.report.differences.push(difference);
  }
}

function plain({ account, amount_minor }: JournalEntry['lines'][number]): [string, number] {
  return [account, amount_minor];
}
