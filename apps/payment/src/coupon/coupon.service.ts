import { Inject, Injectable } from '@nestjs/common';
import type {
  changeCoupon,
  CouponFilter,
  createCoupon,
  NewCoupon,
  PlanName,
  previewCoupon,
} from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toObjectId } from '@har/mongo';
import { paginate, type Call } from '@har/routing';
import { CourseOfferService } from '../course-offer/course-offer.service';
import { fromMinorUnits, toMinorUnits } from '../money/minor-units';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { planPrice } from '../plan/plan-catalogue';
import { CouponRedemptionService } from './coupon-redemption.service';
import { toCouponReply } from './coupon-reply';
import type { Priced } from './coupon-rules';
import { CouponRepository } from './coupon.repository';
import type { CouponTerms } from './coupon.schema';

@Injectable()
export class CouponService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly coupons: CouponRepository,
    private readonly redemptions: CouponRedemptionService,
    private readonly offers: CourseOfferService,
  ) {}

  /** For administrators. @throws CatalogueError COUPON_CODE_TAKEN */
  async create({ body, resource_id }: Call<typeof createCoupon>) {
    const created = await this.coupons.insert(newCoupon(resource_id, body));
    if (!created) throw new CatalogueError('COUPON_CODE_TAKEN');
    return { coupon: toCouponReply(created) };
  }

  /** For administrators. */
  async list(filter: CouponFilter) {
    const { coupons, total } = await this.coupons.list(filter);
    return { coupons: coupons.map(toCouponReply), pagination: paginate(filter, total) };
  }

  /** For administrators. @throws CatalogueError COUPON_NOT_FOUND */
  async change({ params, body }: Call<typeof changeCoupon>) {
    const changed = await this.coupons.change(params.id, body);
    if (!changed) throw new CatalogueError('COUPON_NOT_FOUND');
    return { coupon: toCouponReply(changed) };
  }

  /** @throws CatalogueError PURCHASE_COURSE_NOT_FOUND, or what the coupon refuses */
  async preview(call: Call<typeof previewCoupon>) {
    const { code, course_id, plan } = call.body;
    const priced = course_id === undefined ? this.priceOf(plan!) : await this.priceIn(course_id, call);
    const { discount_minor } = await this.redemptions.apply(code, call.actor.user_id, priced);
    const { amount_minor, currency } = priced;
    const shown = (minor: number) => fromMinorUnits(minor, currency);
    return {
      preview: {
        code,
        price: shown(amount_minor),
        discount: shown(discount_minor),
        total: shown(amount_minor - discount_minor),
        currency,
      },
    };
  }

  private priceOf(plan: PlanName): Priced {
    const { currency } = this.env.PLANS[plan];
    return { plan, amount_minor: planPrice(this.env.PLANS[plan]), currency };
  }

  private async priceIn(course_id: string, call: Call<typeof previewCoupon>): Promise<Priced> {
    const { price, status } = await this.offers.get(course_id, call);
    if (status !== 'published') throw new CatalogueError('PURCHASE_COURSE_NOT_FOUND');
    const currency = price.currency.toUpperCase();
    return { course_id, amount_minor: toMinorUnits(price.amount, currency), currency };
  }
}

function newCoupon(id: string, body: NewCoupon): CouponTerms {
  const { code, kind, value, currency = null, courses, plans, valid_until } = body;
  const now = new Date();
  return {
    _id: toObjectId(id),
    code,
    kind,
    value: kind === 'amount' && currency ? toMinorUnits(value, currency) : value,
    currency,
    courses: courses?.map(toObjectId) ?? null,
    plans,
    valid_from: body.valid_from ?? now,
    valid_until,
    max_redemptions: body.max_redemptions,
    max_per_user: body.max_per_user,
    redemptions: 0,
    disabled: false,
    created_at: now,
  };
}
