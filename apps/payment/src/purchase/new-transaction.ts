import type { CourseOffer, PaymentMethod } from '@har/contracts';
import { toObjectId } from '@har/mongo';
import { toMinorUnits } from '../money/minor-units';
import type { Transaction } from '../transaction/transaction.schema';

/** Milliseconds that a buyer has before the reconciler asks Stripe. */
const PATIENCE_MS = 60_000;

/** A pending purchase at the price of the offer. */
export function newTransaction(
  id: string,
  userId: string,
  offer: CourseOffer,
  payment_method: PaymentMethod,
): Transaction {
  const now = new Date();
  const { amount, currency } = offer.price;
  return {
    _id: toObjectId(id),
    user_id: toObjectId(userId),
    course_id: toObjectId(offer.course_id),
    course_title: offer.title,
    amount_minor: toMinorUnits(amount, currency),
    currency: currency.toUpperCase(),
    status: 'pending',
    payment_method,
    holds_course: true,
    stripe_payment_intent_id: null,
    failure_code: null,
    refund: null,
    dispute: null,
    attention: null,
    check_at: payment_method === 'bank_transfer' ? null : new Date(now.getTime() + PATIENCE_MS),
    completed_at: null,
    refunded_at: null,
    journal: [],
    confirm_attempts: 0,
    version: 1,
    created_at: now,
  };
}
