import type { JournalEntry } from '../ledger/journal-entry';
import { receiptNumber } from '../receipt/receipt-number';
import { receiptsOf, type ReceiptOfEntry } from '../receipt/receipt-of-entry';
import type { Receipt } from '../receipt/receipt.schema';

/** Every payment has one receipt, every refund one credit note, with its amount, and no number is missing. */
export class ReceiptAudit {
  private readonly wanted = new Map<string, ReceiptOfEntry>();
  private readonly last = new Map<string, number>();
  private readonly differences: string[] = [];

  addJournal(journal: readonly JournalEntry[]): void {
    for (const one of receiptsOf(journal)) this.wanted.set(one.entry_key, one);
  }

  /** In the order of their numbers. */
  addReceipt(receipt: Receipt): void {
    const { kind, year, sequence, entry_key } = receipt;
    const number = receiptNumber(receipt);
    const series = `${kind} ${year}`;
    const expected = (this.last.get(series) ?? 0) + 1;
    if (sequence !== expected) {
      this.differences.push(
        `${number} comes where ${receiptNumber({ ...receipt, sequence: expected })} is due`,
      );
    }
    this.last.set(series, sequence);
    const entry = this.wanted.get(entry_key);
    const agrees =
      entry?.kind === kind &&
      entry.amount_minor === receipt.amount_minor &&
      entry.currency === receipt.currency;
    if (!agrees) this.differences.push(`${number} does not agree with ${entry_key}`);
    this.wanted.delete(entry_key);
  }

  finish(): string[] {
    return [...this.differences, ...[...this.wanted.keys()].map((key) => `${key} has no paper`)];
  }
}
