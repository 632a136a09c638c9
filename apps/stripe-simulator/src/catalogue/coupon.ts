import { createdFilter, currency, expand, id, Joi, metadata, paging, text } from '../http/params';
import type { MetadataParam, PagingParams } from '../http/params';
import { mergeMetadata } from '../http/metadata';
import { invalidRequest, noSuch } from '../http/stripe-error';
import { newId } from '../state/identifier';
import type { Coupon } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { emit } from '../events/emit-event';

export interface CreateCouponParams {
  readonly id?: string;
  readonly name?: string;
  readonly percent_off?: number;
  readonly amount_off?: number;
  readonly currency?: string;
  readonly duration?: 'once' | 'forever';
  readonly metadata?: MetadataParam;
}

export const CREATE_COUPON = Joi.object<CreateCouponParams>({
  id,
  name: text.max(40),
  percent_off: Joi.number().greater(0).max(100),
  amount_off: Joi.number().integer().min(1),
  currency: currency.when('amount_off', { is: Joi.exist(), then: Joi.required() }),
  duration: Joi.string().valid('once', 'forever').default('once'),
  metadata,
  ...expand,
}).xor('percent_off', 'amount_off');

export const LIST_COUPONS = Joi.object<PagingParams>({ ...paging, created: createdFilter });

export interface DiscountParams {
  readonly coupon: string;
}

/** `discounts` of subscriptions and checkout sessions: the simulator takes one coupon. */
export const discounts = Joi.array()
  .items(Joi.object({ coupon: id.required() }))
  .max(1);

/** @throws StripeError 400 when the id is taken */
export function createCoupon(tx: Transaction, params: CreateCouponParams): Coupon {
  const couponId = params.id ?? newId('', 8).slice(1);
  if (tx.find('coupon', couponId)) {
    throw invalidRequest('Coupon already exists.', { code: 'resource_already_exists', param: 'id' });
  }
  const coupon = tx.put('coupon', {
    id: couponId,
    object: 'coupon',
    amount_off: params.amount_off ?? null,
    created: tx.now,
    currency: params.currency ?? null,
    duration: params.duration ?? 'once',
    duration_in_months: null,
    livemode: false,
    max_redemptions: null,
    metadata: mergeMetadata(null, params.metadata),
    name: params.name ?? null,
    percent_off: params.percent_off ?? null,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  });
  emit(tx, 'coupon.created', coupon);
  return coupon;
}

/** @throws StripeError when there is no coupon of that id */
export function couponOf(
  tx: Transaction,
  couponId: string,
  param = 'discounts[0][coupon]',
  status: 404 | 400 = 400,
) {
  const coupon = tx.find('coupon', couponId);
  if (!coupon) throw noSuch('coupon', couponId, param, status);
  return coupon;
}

/** What the coupon takes off a price, in the smallest unit: never more than all of it. */
export function discountOn({ percent_off, amount_off }: Coupon, amount: number): number {
  const off = percent_off === null ? (amount_off ?? 0) : Math.round((amount * percent_off) / 100);
  return Math.min(off, amount);
}
