import type { CouponReply, NewCoupon, SignedIn } from '@har/contracts';
import { RequestError, type AcademyClient } from './academy-client';

/** A coupon of the demo; what is absent is as a new coupon has it. */
export type DemoCoupon = Pick<NewCoupon, 'code' | 'kind' | 'value' | 'max_redemptions'> & Partial<NewCoupon>;

/** One of per cent, one of an amount, one for the plans, and one that its only redemption uses up. */
export const DEMO_COUPONS = {
  welcome: { code: 'WELCOME20', kind: 'percent', value: 20, max_redemptions: 500 },
  tenner: { code: 'DIX-EUROS', kind: 'amount', value: 10, currency: 'EUR', max_redemptions: 100, plans: [] },
  firstMonth: { code: 'FIRST-MONTH', kind: 'percent', value: 50, max_redemptions: 200, courses: [] },
  exhausted: { code: 'EARLY-BIRD', kind: 'percent', value: 30, max_redemptions: 1 },
} as const satisfies Record<string, DemoCoupon>;

/** Makes the coupons that are missing. */
export async function loadCoupons(client: AcademyClient, admin: SignedIn): Promise<number> {
  const coupons: DemoCoupon[] = Object.values(DEMO_COUPONS);
  for (const coupon of coupons) {
    try {
      await client.post<{ coupon: CouponReply }>('/admin/coupons', coupon, { token: admin.token });
    } catch (error) {
      // Made by an earlier run.
      if (!(error instanceof RequestError) || error.code !== 'COUPON_CODE_TAKEN') throw error;
    }
  }
  return coupons.length;
}
