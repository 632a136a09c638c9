import { Injectable } from '@nestjs/common';
import type { GatewayCheckout, GatewaySubscription } from '../payment-gateway/gateway-types';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import { StripeCustomerService } from '../stripe-customer/stripe-customer.service';
import { SubscriptionCouponService } from './subscription-coupon.service';
import { SubscriptionRepository } from './subscription.repository';
import type { Subscription } from './subscription.schema';

/** Opens subscriptions at Stripe: repeated or in parallel, it is one customer, one price and one subscription. */
@Injectable()
export class SubscriptionOpeningService {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly customers: StripeCustomerService,
    private readonly coupons: SubscriptionCouponService,
    private readonly gateway: PaymentGateway,
  ) {}

  /** @throws CatalogueError COUPON_* when its coupon went to others */
  async open(subscription: Subscription): Promise<GatewaySubscription> {
    const id = subscription._id.toHexString();
    const terms = await this.termsOf(subscription);
    const opened = await this.gateway.createSubscription({ subscription_id: id, ...terms });
    await this.subscriptions.setStripeId(id, opened.id);
    return opened;
  }

  /**
   * The page on which its first payment is made: asked for again, it is the same one.
   *
   * @throws CatalogueError COUPON_* when its coupon went to others
   */
  async sessionOf(subscription: Subscription): Promise<GatewayCheckout> {
    const { checkout, language } = subscription;
    if (!checkout) throw new Error('the subscription does not begin on a page of Stripe');
    if (checkout.session_id) return this.gateway.getCheckout(checkout.session_id);
    const id = subscription._id.toHexString();
    const { success_url, cancel_url, expires_at } = checkout;
    const page = { success_url, cancel_url, expires_at, language };
    const terms = await this.termsOf(subscription);
    const session = await this.gateway.createPlanCheckout({ subscription_id: id, ...page, ...terms });
    await this.subscriptions.setSession(id, session.id);
    return session;
  }

  /**
   * What Stripe has of it now. While the answer to its creation was lost, the same creation is asked for again.
   *
   * @returns `waiting` while its page is open, null when Stripe does not know it or the page ran out
   */
  async snapshotOf(subscription: Subscription): Promise<GatewaySubscription | null | 'waiting'> {
    const known = subscription.stripe_subscription_id;
    if (known) return this.gateway.findSubscription(known);
    if (!subscription.checkout) return this.open(subscription);
    const session = await this.sessionOf(subscription);
    if (session.status === 'expired') return null;
    if (!session.subscription) return 'waiting';
    await this.subscriptions.setStripeId(subscription._id.toHexString(), session.subscription);
    return this.gateway.findSubscription(session.subscription);
  }

  private async termsOf(subscription: Subscription) {
    const { plan, amount_minor, currency, trial_days } = subscription;
    const user_id = subscription.user_id.toHexString();
    const coupon_id = await this.coupons.prepare(subscription);
    const [customer_id, price_id] = await Promise.all([
      this.customers.customerOf(user_id),
      this.gateway.findOrCreatePrice({ plan, amount_minor, currency }),
    ]);
    return { user_id, customer_id, price_id, coupon_id, trial_days };
  }
}
