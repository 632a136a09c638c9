import { Schema, type Types } from 'mongoose';
import type { ReceiptKind } from '@har/contracts';
import type { Language } from '@har/errors';

/** Who sold, as the settings said when the receipt was issued. */
export interface Seller {
  name: string;
  address: string;
  vat_id: string;
  email: string;
  note: string;
}

export interface Buyer {
  name: string;
  email: string;
}

/**
 * The paper of one movement of money. To insert it is to give it its number: `year` and `sequence` are unique for a kind,
 * and so is the entry of the journal that it is for.
 */
export interface Receipt {
  _id: Types.ObjectId;
  kind: ReceiptKind;
  /** Of the issue, in UTC. */
  year: number;
  /** 1, 2, 3… without a gap. */
  sequence: number;
  /** The key of the movement in the ledger. */
  entry_key: string;
  source: 'transaction' | 'subscription';
  source_id: Types.ObjectId;
  user_id: Types.ObjectId;
  description: string;
  /** What was paid or given back, smallest unit; above 0. */
  amount_minor: number;
  discount_minor: number;
  /** What an earlier credit paid. */
  credit_minor: number;
  currency: string;
  language: Language;
  seller: Seller;
  /** Fixed when it is first read. */
  buyer: Buyer | null;
  /** When the money moved. */
  paid_at: Date;
  issued_at: Date;
}

export const RECEIPTS = 'Receipt';

const sellerSchema = new Schema<Seller>(
  { name: String, address: String, vat_id: String, email: String, note: String },
  { _id: false },
);
const buyerSchema = new Schema<Buyer>({ name: String, email: String }, { _id: false });

export const receiptSchema = new Schema<Receipt>(
  {
    kind: { type: String, required: true, immutable: true },
    year: { type: Number, required: true, immutable: true },
    sequence: { type: Number, required: true, immutable: true },
    entry_key: { type: String, required: true, immutable: true },
    source: { type: String, required: true, immutable: true },
    source_id: { type: Schema.Types.ObjectId, required: true, immutable: true },
    user_id: { type: Schema.Types.ObjectId, required: true, immutable: true },
    description: { type: String, required: true, immutable: true },
    amount_minor: { type: Number, required: true, immutable: true },
    discount_minor: { type: Number, required: true, immutable: true },
    credit_minor: { type: Number, required: true, immutable: true },
    currency: { type: String, required: true, immutable: true },
    language: { type: String, required: true, immutable: true },
    seller: { type: sellerSchema, required: true, immutable: true },
    buyer: { type: buyerSchema, default: null },
    paid_at: { type: Date, required: true, immutable: true },
    issued_at: { type: Date, required: true, immutable: true },
  },
  { collection: 'receipts', versionKey: false },
);
receiptSchema.index({ kind: 1, year: 1, sequence: 1 }, { unique: true });
receiptSchema.index({ entry_key: 1 }, { unique: true });
receiptSchema.index({ user_id: 1, _id: -1 });
receiptSchema.index({ source_id: 1, kind: 1 });
