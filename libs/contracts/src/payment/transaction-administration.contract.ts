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
import { EXAMPLE_TRANSACTION } from './payment-examples';
import {
  ADMIN_TRANSACTION,
  PAYMENT_METHODS,
  TRANSACTION_STATUSES,
  type AdminTransactionReply,
  type PaymentMethod,
  type TransactionStatus,
} from './transaction-reply';

export interface AdminTransactionFilter extends PageQuery {
  status?: TransactionStatus;
  payment_method?: PaymentMethod;
  user_id?: string;
  course_id?: string;
  /** Only those that need a person. */
  attention?: boolean;
}

const EXAMPLE = { ...EXAMPLE_TRANSACTION, attention: null, dispute: null };

export const listAllTransactions = route({
  name: 'payment.list-all-transactions',
  service: 'payment',
  method: 'GET',
  path: '/admin/transactions',
  access: 'admin',
  tag: 'Payments',
  summary: 'Everybody’s purchases, newest first',
  query: Joi.object<AdminTransactionFilter, true>({
    ...PAGE_QUERY,
    status: Joi.string().valid(...TRANSACTION_STATUSES),
    payment_method: Joi.string().valid(...PAYMENT_METHODS),
    user_id: objectId(),
    course_id: objectId(),
    attention: Joi.boolean(),
  }),
  reply: Joi.object<{ transactions: AdminTransactionReply[]; pagination: Pagination }, true>({
    transactions: Joi.array().items(ADMIN_TRANSACTION).required(),
    pagination: PAGINATION.required(),
  }),
  example: {
    query: { payment_method: 'bank_transfer', status: 'pending' },
    reply: { transactions: [EXAMPLE], pagination: { page: 1, limit: 10, total: 1, pages: 1 } },
  },
});

export const confirmTransaction = route({
  name: 'payment.confirm-transaction',
  service: 'payment',
  method: 'POST',
  path: '/admin/transactions/:id/confirm',
  access: 'admin',
  tag: 'Payments',
  summary: 'Say that a bank transfer has arrived',
  params: ID_PARAMS,
  reply: Joi.object<{ transaction: AdminTransactionReply }, true>({
    transaction: ADMIN_TRANSACTION.required(),
  }),
  errors: ['TRANSACTION_NOT_FOUND', 'TRANSACTION_NOT_PENDING', 'PAYMENT_METHOD_NOT_POSSIBLE'],
  example: {
    params: { id: EXAMPLE_TRANSACTION._id },
    reply: {
      transaction: { ...EXAMPLE, payment_method: 'bank_transfer', stripe_payment_intent_id: null },
    },
  },
});
