import { Injectable } from '@nestjs/common';
import { CouponRepository } from '../coupon/coupon.repository';
import { ReceiptRepository } from '../receipt/receipt.repository';

/** What must agree with the books beside them. */
@Injectable()
export class AuditedPapers {
  constructor(
    readonly receipts: ReceiptRepository,
    readonly coupons: CouponRepository,
  ) {}
}
