import type { ReceiptKind } from '@har/contracts';
import type { Language } from '@har/errors';
import type { Types } from 'mongoose';
import { balanceOf, type JournalEntry } from '../ledger/journal-entry';

/** What was paid: a purchase, or a subscription. */
export interface ReceiptSource {
  source: 'transaction' | 'subscription';
  source_id: Types.ObjectId;
  user_id: Types.ObjectId;
  description: string;
  language: Language;
}

/** What a receipt says of a movement of money. Amounts in the smallest unit. */
export interface ReceiptOfEntry {
  kind: ReceiptKind;
  entry_key: string;
  amount_minor: number;
  discount_minor: number;
  credit_minor: number;
  currency: string;
  paid_at: Date;
}

const PAYMENT = /^(transaction:[^:]+):payment$|^(invoice:[^:]+)$/;
const REFUND = /^refund:[^:]+$/;

/** The papers that a journal calls for: a receipt for every payment, a credit note for every refund. */
export function receiptsOf(journal: readonly JournalEntry[]): ReceiptOfEntry[] {
  return journal.flatMap((entry): ReceiptOfEntry[] => {
    const { key, currency, at } = entry;
    const moved = balanceOf([entry], 'stripe') + balanceOf([entry], 'bank');
    const common = { entry_key: key, currency, paid_at: at, amount_minor: Math.abs(moved) };
    if (REFUND.test(key)) return [{ ...common, kind: 'credit_note', discount_minor: 0, credit_minor: 0 }];
    const [, transaction, invoice] = PAYMENT.exec(key) ?? [];
    const paid = transaction ?? invoice;
    if (paid === undefined) return [];
    const beside = (what: string) => journal.filter((one) => one.key === `${paid}:${what}`);
    const discount_minor = balanceOf(beside('discount'), 'discounts');
    const credit_minor = Math.max(balanceOf(beside('credit'), 'credits'), 0);
    return [{ ...common, kind: 'receipt', discount_minor, credit_minor }];
  });
}
