import Joi from 'joi';
import {
  ID_PARAMS,
  objectId,
  PAGE_QUERY,
  PAGINATION,
  route,
  timestamp,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import { EXAMPLE_TRANSACTION } from './payment-examples';

export const RECEIPT_KINDS = ['receipt', 'credit_note'] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** The paper of one payment, or of one refund. Numbers have no gap within a kind and year. */
export interface ReceiptReply {
  _id: string;
  number: string;
  kind: ReceiptKind;
  /** What it is about: a purchase, or a subscription. */
  source: 'transaction' | 'subscription';
  source_id: string;
  description: string;
  /** What was paid or given back, in units of the currency. */
  amount: number;
  discount: number;
  currency: string;
  issued_at: string;
}

export const RECEIPT = Joi.object<ReceiptReply>({
  _id: objectId().required(),
  number: Joi.string().required(),
  kind: Joi.string()
    .valid(...RECEIPT_KINDS)
    .required(),
  source: Joi.string().valid('transaction', 'subscription').required(),
  source_id: objectId().required(),
  description: Joi.string().required(),
  amount: Joi.number().required(),
  discount: Joi.number().required(),
  currency: Joi.string().length(3).uppercase().required(),
  issued_at: timestamp().required(),
}).label('Receipt');

const PDF = { content_type: 'application/pdf', filename: 'receipt.pdf' } as const;

const EXAMPLE_RECEIPT: ReceiptReply = {
  _id: '665f1c2ab7e4d91f0a3c5e60',
  number: 'R-2026-000042',
  kind: 'receipt',
  source: 'transaction',
  source_id: EXAMPLE_TRANSACTION._id,
  description: 'Excel for everyday decisions',
  amount: 49.9,
  discount: 0,
  currency: 'EUR',
  issued_at: '2026-11-05T10:00:02.000Z',
};

export const listReceipts = route({
  name: 'payment.list-receipts',
  service: 'payment',
  method: 'GET',
  path: '/receipts',
  access: 'user',
  tag: 'Receipts',
  summary: 'Own receipts and credit notes, newest first',
  query: Joi.object<PageQuery, true>(PAGE_QUERY),
  reply: Joi.object<{ receipts: ReceiptReply[]; pagination: Pagination }, true>({
    receipts: Joi.array().items(RECEIPT).required(),
    pagination: PAGINATION.required(),
  }),
  example: {
    query: {},
    reply: { receipts: [EXAMPLE_RECEIPT], pagination: { page: 1, limit: 10, total: 1, pages: 1 } },
  },
});

export const getReceiptPdf = route({
  name: 'payment.get-receipt-pdf',
  service: 'payment',
  method: 'GET',
  path: '/receipts/:id/pdf',
  access: 'user',
  tag: 'Receipts',
  summary: 'A receipt or credit note as PDF, in the buyer’s language',
  params: ID_PARAMS,
  binary: PDF,
  reply: Joi.binary(),
  errors: ['RECEIPT_NOT_FOUND'],
  example: { params: { id: EXAMPLE_RECEIPT._id } },
});

export const getTransactionReceipt = route({
  name: 'payment.get-transaction-receipt',
  service: 'payment',
  method: 'GET',
  path: '/transactions/:id/receipt',
  access: 'user',
  tag: 'Receipts',
  summary: 'The receipt of a purchase as PDF, in the buyer’s language',
  description: 'There is one for money that was paid: none for a free course, or a coupon of 100 %.',
  params: ID_PARAMS,
  binary: PDF,
  reply: Joi.binary(),
  errors: ['TRANSACTION_NOT_FOUND', 'TRANSACTION_NOT_OWNER', 'RECEIPT_NOT_FOUND'],
  example: { params: { id: EXAMPLE_TRANSACTION._id } },
});

export const getTransactionCreditNote = route({
  name: 'payment.get-transaction-credit-note',
  service: 'payment',
  method: 'GET',
  path: '/transactions/:id/credit-note',
  access: 'user',
  tag: 'Receipts',
  summary: 'The credit note of a refunded purchase as PDF',
  params: ID_PARAMS,
  binary: PDF,
  reply: Joi.binary(),
  errors: ['TRANSACTION_NOT_FOUND', 'TRANSACTION_NOT_OWNER', 'RECEIPT_NOT_FOUND'],
  example: { params: { id: EXAMPLE_TRANSACTION._id } },
});
