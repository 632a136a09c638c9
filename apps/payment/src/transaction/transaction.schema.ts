import { Schema, type Types } from 'mongoose';
import type { PaymentMethod, TransactionStatus } from '@har/contracts';
import type { Language } from '@har/errors';
import { appliedCouponSchema } from '../coupon/applied-coupon.schema';
import type { AppliedCoupon } from '../coupon/coupon-redemption.service';
import { checkoutSchema, type StoredCheckout } from '../checkout-session/stored-checkout';
import { journalEntrySchema, type JournalEntry } from '../ledger/journal-entry';

export type RefundReason = 'requested' | 'paid_twice';

/** A refund on its way: asked for once, repeated by the reconciler until Stripe has answered. */
export interface RefundOrder {
  state: 'requested' | 'done';
  reason: RefundReason;
  requested_by: string | null;
  requested_at: Date;
}

/** What facts about money change; everything else of a transaction is fixed when it is made. */
export interface TransactionState {
  status: TransactionStatus;
  /** Set while no other purchase of the course by the same user may begin: a unique index is on it. */
  holds_course?: boolean;
  stripe_payment_intent_id: string | null;
  failure_code: string | null;
  refund: RefundOrder | null;
  dispute: 'open' | 'won' | 'lost' | null;
  attention: string | null;
  /** When the reconciler looks at it next; null when it waits for nothing. */
  check_at: Date | null;
  completed_at: Date | null;
  refunded_at: Date | null;
  /** Money that moved, written with the change it explains, then copied into the ledger. */
  journal: JournalEntry[];
}

/** A purchase of one course (001 §SERVICE 3 A). `version` grows with every change. */
export interface Transaction extends TransactionState {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  course_id: Types.ObjectId;
  course_title: string;
  /** What is paid: the price less what the coupon took off. */
  amount_minor: number;
  currency: string;
  payment_method: PaymentMethod;
  coupon: AppliedCoupon | null;
  /** Set when it is paid on a page of Stripe instead of by a payment intent of ours. */
  checkout: StoredCheckout | null;
  /** The buyer's, for the receipt. */
  language: Language;
  confirm_attempts: number;
  version: number;
  /** Whether the ledger and the entitlement still have to follow the last change. */
  unsettled?: boolean;
  created_at: Date;
}

export const TRANSACTIONS = 'Transaction';

const refundSchema = new Schema<RefundOrder>(
  {
    state: { type: String, required: true },
    reason: { type: String, required: true },
    requested_by: { type: String, default: null },
    requested_at: { type: Date, required: true },
  },
  { _id: false },
);

export const transactionSchema = new Schema<Transaction>(
  {
    user_id: { type: Schema.Types.ObjectId, required: true },
    course_id: { type: Schema.Types.ObjectId, required: true },
    course_title: { type: String, required: true },
    amount_minor: { type: Number, required: true },
    currency: { type: String, required: true },
    status: { type: String, required: true },
    payment_method: { type: String, required: true },
    coupon: { type: appliedCouponSchema, default: null },
    checkout: { type: checkoutSchema, default: null },
    language: { type: String, default: 'fr' },
    holds_course: Boolean,
    stripe_payment_intent_id: { type: String, default: null },
    failure_code: { type: String, default: null },
    refund: { type: refundSchema, default: null },
    dispute: { type: String, default: null },
    attention: { type: String, default: null },
    check_at: { type: Date, default: null },
    completed_at: { type: Date, default: null },
    refunded_at: { type: Date, default: null },
    journal: { type: [journalEntrySchema], default: [] },
    confirm_attempts: { type: Number, default: 0 },
    version: { type: Number, required: true },
    unsettled: Boolean,
    created_at: { type: Date, required: true },
  },
  { collection: 'transactions', versionKey: false },
);

// At most one pending or completed purchase of a course by a user.
transactionSchema.index(
  { user_id: 1, course_id: 1 },
  { unique: true, partialFilterExpression: { holds_course: true } },
);
transactionSchema.index({ user_id: 1, _id: -1 });
transactionSchema.index({ user_id: 1, status: 1, _id: -1 });
transactionSchema.index({ status: 1, _id: -1 });
transactionSchema.index({ course_id: 1, _id: -1 });
transactionSchema.index({ stripe_payment_intent_id: 1 });
transactionSchema.index({ check_at: 1 }, { partialFilterExpression: { check_at: { $type: 'date' } } });
transactionSchema.index({ unsettled: 1 }, { partialFilterExpression: { unsettled: true } });
