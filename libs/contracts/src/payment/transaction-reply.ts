import Joi from 'joi';
import { objectId, timestamp } from '@har/routing';

export const TRANSACTION_STATUSES = ['pending', 'completed', 'failed', 'refunded'] as const;
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number];
export const PAYMENT_METHODS = ['card', 'bank_transfer', 'free'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** A purchase as its buyer sees it (001 §SERVICE 3 A). `amount` in units of the currency: 49.9 EUR. */
export interface TransactionReply {
  _id: string;
  user_id: string;
  course_id: string;
  course_title: string;
  /** What is paid: the price less the discount. */
  amount: number;
  /** The course's price. */
  list_amount: number;
  discount: number;
  coupon_code: string | null;
  currency: string;
  status: TransactionStatus;
  payment_method: PaymentMethod;
  stripe_payment_intent_id: string | null;
  /** Why it failed: Stripe's decline or error code, or `cancelled`, `expired`, `paid_twice`. */
  failure_code: string | null;
  created_at: string;
  completed_at: string | null;
  refunded_at: string | null;
}

const TRANSACTION_FIELDS = {
  _id: objectId().required(),
  user_id: objectId().required(),
  course_id: objectId().required(),
  course_title: Joi.string().required(),
  amount: Joi.number().min(0).required(),
  list_amount: Joi.number().min(0).required(),
  discount: Joi.number().min(0).required(),
  coupon_code: Joi.string().allow(null).required(),
  currency: Joi.string().length(3).uppercase().required(),
  status: Joi.string()
    .valid(...TRANSACTION_STATUSES)
    .required(),
  payment_method: Joi.string()
    .valid(...PAYMENT_METHODS)
    .required(),
  stripe_payment_intent_id: Joi.string().allow(null).required(),
  failure_code: Joi.string().allow(null).required(),
  created_at: timestamp().required(),
  completed_at: timestamp().allow(null).required(),
  refunded_at: timestamp().allow(null).required(),
};

export const TRANSACTION = Joi.object<TransactionReply>(TRANSACTION_FIELDS).label('Transaction');

/** The same with what an administrator has to look at. */
export interface AdminTransactionReply extends TransactionReply {
  /** What needs a person: `paid_twice`, `amount_mismatch`, `refund_failed`, `partially_refunded`, `disputed`. */
  attention: string | null;
  dispute: 'open' | 'won' | 'lost' | null;
}

export const ADMIN_TRANSACTION = Joi.object<AdminTransactionReply>({
  ...TRANSACTION_FIELDS,
  attention: Joi.string().allow(null).required(),
  dispute: Joi.string().valid('open', 'won', 'lost').allow(null).required(),
}).label('AdminTransaction');
