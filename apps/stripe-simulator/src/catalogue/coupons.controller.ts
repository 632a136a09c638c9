import { Get, Param } from '@nestjs/common';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { EXPAND_ONLY, type PagingParams } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import { couponOf, CREATE_COUPON, createCoupon, LIST_COUPONS, type CreateCouponParams } from './coupon';

@StripeController('coupons')
export class CouponsController {
  @StripePost()
  create(@Params(CREATE_COUPON) params: CreateCouponParams): Operation {
    return (tx) => createCoupon(tx, params);
  }

  @Get()
  list(@Params(LIST_COUPONS) params: PagingParams): Operation {
    return (tx) => listObjects(tx, 'coupon', '/v1/coupons', params, () => true);
  }

  @Get(':id')
  retrieve(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => couponOf(tx, id, 'coupon', 404);
  }
}
