import type { CourseOffer, PaymentMethod } from '@har/contracts';
import type { Language } from '@har/errors';
import { toObjectId } from '@har/mongo';
import type { StoredCheckout } from '../checkout-session/stored-checkout';
import type { AppliedCoupon } from '../coupon/coupon-redemption.service';
import { toMinorUnits } from '../money/minor-units';
import type { Transaction } from '../transaction/transaction.schema';

/** Milliseconds that a buyer has before the reconciler asks Stripe. */
const PATIENCE_MS = 60_000;

export interface NewPurchase {
  id: string;
  user_id: string;
  offer: CourseOffer;
  payment_method: PaymentMethod;
  coupon: AppliedCoupon | null;
  checkout: StoredCheckout | null;
  language: Language;
}

/** A pending purchase at the price of the offer, less what its coupon takes off. */
export function newTransaction(purchase: NewPurchase): Transaction {
  const { id, user_id, offer, payment_method, coupon, checkout, language } = purchase;
  const now = new Date();
  const { amount, currency } = offer.price;
  return {
    _id: toObjectId(id),
    user_id: toObjectId(user_id),
    course_id: toObjectId(offer.course_id),
    course_title: offer.title,
    amount_minor: toMinorUnits(amount, currency) - (coupon?.discount_minor ?? 0),
    currency: currency.toUpperCase(),
    status: 'pending',
    payment_method,
    coupon,
    checkout,
    language,
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
