import type { AdminTransactionReply, TransactionReply } from '@har/contracts';
import { fromMinorUnits } from '../money/minor-units';
import type { Transaction } from './transaction.schema';

/** What a buyer sees of a purchase. */
export function toTransactionReply(transaction: Transaction): TransactionReply {
  const discount = transaction.coupon?.discount_minor ?? 0;
  const shown = (minor: number) => fromMinorUnits(minor, transaction.currency);
  return {
    _id: transaction._id.toHexString(),
    user_id: transaction.user_id.toHexString(),
    course_id: transaction.course_id.toHexString(),
    course_title: transaction.course_title,
    amount: shown(transaction.amount_minor),
    list_amount: shown(transaction.amount_minor + discount),
    discount: shown(discount),
    coupon_code: transaction.coupon?.code ?? null,
    currency: transaction.currency,
    status: transaction.status,
    payment_method: transaction.payment_method,
    stripe_payment_intent_id: transaction.stripe_payment_intent_id,
    failure_code: transaction.failure_code,
    created_at: transaction.created_at.toISOString(),
    completed_at: transaction.completed_at?.toISOString() ?? null,
    refunded_at: transaction.refunded_at?.toISOString() ?? null,
  };
}

/** What an administrator sees of it. */
export function toAdminTransactionReply(transaction: Transaction): AdminTransactionReply {
  const { attention, dispute } = transaction;
  return { ...toTransactionReply(transaction), attention, dispute };
}
