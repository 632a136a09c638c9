import { Injectable } from '@nestjs/common';
import { CouponRedemptionService } from '../coupon/coupon-redemption.service';
import { factOfPayment } from '../payment-gateway/fact-of-payment';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import type { PaymentFact } from './payment-fact';
import type { Transaction } from './transaction.schema';

/** Gives back the coupons of purchases that failed. */
@Injectable()
export class CouponReturnService {
  constructor(
    private readonly coupons: CouponRedemptionService,
    private readonly gateway: PaymentGateway,
  ) {}

  /**
   * Another buyer may get the coupon only when this purchase cannot be paid any more: its payment is ended at Stripe
   * first.
   *
   * @returns the fact that it was paid after all, if it was: the coupon stays
   */
  async giveBack(transaction: Transaction): Promise<PaymentFact | null> {
    const fact = await this.endAtStripe(transaction);
    if (fact?.kind === 'paid') return fact;
    await this.coupons.release(transaction);
    return null;
  }

  /** Ends what can still be paid. @returns what had become of it */
  async endAtStripe({ checkout, stripe_payment_intent_id }: Transaction): Promise<PaymentFact | null> {
    const session = checkout?.session_id ? await this.gateway.expireCheckout(checkout.session_id) : null;
    const payment = session?.payment_id ?? stripe_payment_intent_id;
    if (!payment) return null;
    // The payment of a page ends with the page; by itself Stripe does not cancel it.
    if (checkout) return factOfPayment(await this.gateway.getPayment(payment));
    return factOfPayment(await this.gateway.cancelPayment(payment));
  }
}
