import { Controller } from '@nestjs/common';
import { changeCoupon, createCoupon, listCoupons, previewCoupon } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { CouponService } from './coupon.service';

@Controller()
export class CouponHandler {
  constructor(private readonly coupons: CouponService) {}

  @Handles(createCoupon)
  async create(call: Call<typeof createCoupon>) {
    return { data: await this.coupons.create(call) };
  }

  @Handles(listCoupons)
  async list({ query }: Call<typeof listCoupons>) {
    return { data: await this.coupons.list(query) };
  }

  @Handles(changeCoupon)
  async change(call: Call<typeof changeCoupon>) {
    return { data: await this.coupons.change(call) };
  }

  @Handles(previewCoupon)
  async preview(call: Call<typeof previewCoupon>) {
    return { data: await this.coupons.preview(call) };
  }
}
