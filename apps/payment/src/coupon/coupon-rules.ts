import type { PlanName } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import type { CouponTerms } from './coupon.schema';

/** What is to be paid: a course or a plan's first payment. `amount_minor` in the currency's smallest unit. */
export interface Priced {
  course_id?: string;
  plan?: PlanName;
  amount_minor: number;
  currency: string;
}

/** What a user has of a coupon. */
export interface CouponUse {
  coupon: CouponTerms;
  used_by_user: number;
}

/** What the coupon takes off, in the smallest unit: half units are rounded up, never more than the price. */
export function discountOf({ kind, value }: CouponTerms, amountMinor: number): number {
  const off = kind === 'percent' ? Math.round((amountMinor * value) / 100) : value;
  return Math.min(off, amountMinor);
}

/**
 * Whether the coupon lowers that price at all, now.
 *
 * @throws CatalogueError COUPON_NOT_VALID_NOW, COUPON_NOT_APPLICABLE
 */
export function assertApplicable(coupon: CouponTerms, priced: Priced, now = new Date()): void {
  assertValidNow(coupon, now);
  const { courses, plans, currency } = coupon;
  const forIt =
    priced.plan === undefined
      ? courses === null || courses.some((id) => id.toHexString() === priced.course_id)
      : plans === null || plans.includes(priced.plan);
  if (!forIt || priced.amount_minor === 0 || (currency !== null && currency !== priced.currency)) {
    throw new CatalogueError('COUPON_NOT_APPLICABLE');
  }
}

/** @throws CatalogueError COUPON_NOT_VALID_NOW, COUPON_ALREADY_USED, COUPON_EXHAUSTED */
export function assertLeft({ coupon, used_by_user }: CouponUse, now = new Date()): void {
  assertValidNow(coupon, now);
  if (used_by_user >= coupon.max_per_user) throw new CatalogueError('COUPON_ALREADY_USED');
  if (coupon.redemptions >= coupon.max_redemptions) throw new CatalogueError('COUPON_EXHAUSTED');
}

function assertValidNow({ disabled, valid_from, valid_until }: CouponTerms, now: Date): void {
  const open = !disabled && valid_from <= now && (valid_until === null || now < valid_until);
  if (!open) throw new CatalogueError('COUPON_NOT_VALID_NOW');
}
