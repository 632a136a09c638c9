import Joi from 'joi';
import {
  ID_PARAMS,
  objectId,
  PAGE_QUERY,
  PAGINATION,
  route,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import { COUPON_CODE, COUPON_ERRORS } from './coupon.contract';
import { EXAMPLE_COURSE_ID, EXAMPLE_PENDING, EXAMPLE_TRANSACTION } from './payment-examples';
import {
  PAYMENT_METHODS,
  TRANSACTION,
  TRANSACTION_STATUSES,
  type PaymentMethod,
  type TransactionReply,
  type TransactionStatus,
} from './transaction-reply';

/** What a browser needs to finish a payment at Stripe. */
export interface CardPayment {
  stripe_payment_intent_id: string;
  client_secret: string;
  publishable_key: string;
  /** Whether the card's holder must still authenticate, at `next_action_url` or with Stripe.js. */
  requires_action: boolean;
  next_action_url: string | null;
}

export const CARD_PAYMENT = {
  stripe_payment_intent_id: Joi.string(),
  client_secret: Joi.string(),
  publishable_key: Joi.string(),
  requires_action: Joi.boolean(),
  next_action_url: Joi.string().allow(null),
};

/** A test or browser id of a payment method at Stripe: `pm_card_visa`. */
export const PAYMENT_METHOD_ID = Joi.string()
  .pattern(/^pm_\w{1,250}$/, 'id of a payment method')
  .example('pm_card_visa');

export interface Purchase {
  course_id: string;
  payment_method: PaymentMethod;
  /** With `card`: confirms at once. */
  payment_method_id?: string;
  coupon_code?: string;
}

export const purchaseCourse = route({
  name: 'payment.purchase',
  service: 'payment',
  method: 'POST',
  path: '/purchase',
  access: 'user',
  status: 201,
  idempotent: true,
  deadline_ms: 20_000,
  tag: 'Payments',
  summary: 'Buy a course',
  description:
    'The price is the course’s own at this moment. `free` completes at once; `bank_transfer` waits for an ' +
    'administrator; `card` answers what a browser needs to confirm with Stripe.js, or confirms at once with ' +
    '`payment_method_id`. A coupon of 100 % completes it at once. A pending purchase asked for again is answered again: nobody pays a course twice.',
  body: Joi.object<Purchase, true>({
    course_id: objectId().required(),
    payment_method: Joi.string()
      .valid(...PAYMENT_METHODS)
      .required(),
    payment_method_id: PAYMENT_METHOD_ID.when('payment_method', {
      is: 'card',
      then: Joi.optional(),
      otherwise: Joi.forbidden(),
    }),
    coupon_code: COUPON_CODE,
  }),
  reply: Joi.object<{ transaction: TransactionReply } & Partial<CardPayment>, true>({
    transaction: TRANSACTION.required(),
    ...CARD_PAYMENT,
  }),
  errors: [
    'PURCHASE_COURSE_NOT_FOUND',
    'COURSE_NOT_FOR_SALE',
    'OWN_COURSE',
    'ALREADY_OWNED',
    'SUBSCRIPTION_REQUIRED',
    'PAYMENT_METHOD_NOT_POSSIBLE',
    'PURCHASE_PENDING',
    ...COUPON_ERRORS,
    'PAYMENT_FAILED',
    'PAYMENT_PROVIDER_UNAVAILABLE',
  ],
  example: {
    body: { course_id: EXAMPLE_COURSE_ID, payment_method: 'card' },
    reply: {
      transaction: EXAMPLE_PENDING,
      stripe_payment_intent_id: 'pi_3QK1aB2eZvKYlo2C0wJ1q8xT',
      client_secret: 'pi_3QK1aB2eZvKYlo2C0wJ1q8xT_secret_Xy',
      publishable_key: 'pk_test_51HarAcademy',
      requires_action: false,
      next_action_url: null,
    },
  },
});

export interface TransactionFilter extends PageQuery {
  status?: TransactionStatus;
}

export const listTransactions = route({
  name: 'payment.list-transactions',
  service: 'payment',
  method: 'GET',
  path: '/transactions',
  access: 'user',
  tag: 'Payments',
  summary: 'Own purchases, newest first',
  query: Joi.object<TransactionFilter, true>({
    ...PAGE_QUERY,
    status: Joi.string().valid(...TRANSACTION_STATUSES),
  }),
  reply: Joi.object<{ transactions: TransactionReply[]; pagination: Pagination }, true>({
    transactions: Joi.array().items(TRANSACTION).required(),
    pagination: PAGINATION.required(),
  }),
  example: {
    query: { status: 'completed' },
    reply: {
      transactions: [EXAMPLE_TRANSACTION],
      pagination: { page: 1, limit: 10, total: 1, pages: 1 },
    },
  },
});

export const cancelTransaction = route({
  name: 'payment.cancel-transaction',
  service: 'payment',
  method: 'POST',
  path: '/transactions/:id/cancel',
  access: 'user',
  deadline_ms: 20_000,
  tag: 'Payments',
  summary: 'Give up a pending purchase of one’s own',
  params: ID_PARAMS,
  reply: Joi.object<{ transaction: TransactionReply }, true>({ transaction: TRANSACTION.required() }),
  errors: [
    'TRANSACTION_NOT_FOUND',
    'TRANSACTION_NOT_OWNER',
    'TRANSACTION_NOT_PENDING',
    'PAYMENT_PROVIDER_UNAVAILABLE',
  ],
  example: {
    params: { id: EXAMPLE_TRANSACTION._id },
    reply: { transaction: { ...EXAMPLE_PENDING, status: 'failed', failure_code: 'cancelled' } },
  },
});

export interface RefundParams {
  transaction_id: string;
}

export const refundTransaction = route({
  name: 'payment.refund',
  service: 'payment',
  method: 'POST',
  path: '/refund/:transaction_id',
  access: 'user',
  idempotent: true,
  deadline_ms: 20_000,
  tag: 'Payments',
  summary: 'Refund a purchase',
  description:
    'Completed, less than 14 days ago, once, by its buyer or an administrator; after 30 % of the course only by an ' +
    'administrator. The card is refunded through Stripe, and access ends.',
  params: Joi.object<RefundParams, true>({ transaction_id: objectId().required() }),
  reply: Joi.object<{ transaction: TransactionReply }, true>({ transaction: TRANSACTION.required() }),
  errors: [
    'TRANSACTION_NOT_FOUND',
    'TRANSACTION_NOT_OWNER',
    'REFUND_NOT_COMPLETED',
    'REFUND_ALREADY_DONE',
    'REFUND_IN_PROGRESS',
    'REFUND_TOO_LATE',
    'REFUND_NEEDS_ADMIN',
    'REFUND_DISPUTED',
    'REFUND_REFUSED',
    'PAYMENT_PROVIDER_UNAVAILABLE',
  ],
  example: {
    params: { transaction_id: EXAMPLE_TRANSACTION._id },
    reply: {
      transaction: { ...EXAMPLE_TRANSACTION, status: 'refunded', refunded_at: '2026-11-07T08:00:00.000Z' },
    },
  },
});
