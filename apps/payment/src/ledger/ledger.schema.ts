import { Schema } from 'mongoose';
import type { JournalEntry } from './journal-entry';

/** An entry of the ledger: written once, never changed. `_id` is the entry's key. */
export interface LedgerEntry extends Omit<JournalEntry, 'key'> {
  _id: string;
  /** What it explains. */
  source: 'transaction' | 'subscription';
  source_id: string;
  user_id: string;
}

export const LEDGER_ENTRIES = 'LedgerEntry';

export const ledgerEntrySchema = new Schema<LedgerEntry>(
  {
    _id: { type: String, required: true },
    source: { type: String, required: true, immutable: true },
    source_id: { type: String, required: true, immutable: true },
    user_id: { type: String, required: true, immutable: true },
    at: { type: Date, required: true, immutable: true },
    currency: { type: String, required: true, immutable: true },
    lines: {
      type: [
        new Schema(
          { account: { type: String, required: true }, amount_minor: { type: Number, required: true } },
          { _id: false },
        ),
      ],
      required: true,
      immutable: true,
    },
  },
  { collection: 'ledger_entries', versionKey: false },
);
ledgerEntrySchema.index({ source: 1, source_id: 1 });
ledgerEntrySchema.index({ at: 1 });
