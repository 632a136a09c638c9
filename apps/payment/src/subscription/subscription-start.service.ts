import { Inject, Injectable } from '@nestjs/common';
import type { PlanName } from '@har/contracts';
import { CatalogueError, type Language } from '@har/errors';
import type { StoredCheckout } from '../checkout-session/stored-checkout';
import { CouponRedemptionService, type AppliedCoupon } from '../coupon/coupon-redemption.service';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { GatewayRefusal } from '../payment-gateway/payment-gateway';
import { planPrice } from '../plan/plan-catalogue';
import { newSubscription } from './new-subscription';
import { SubscriptionLedgerService } from './subscription-ledger.service';
import { SubscriptionRepository } from './subscription.repository';
import type { Subscription } from './subscription.schema';

/** A subscription that is to begin. */
export interface SubscriptionWish {
  id: string;
  user_id: string;
  plan: PlanName;
  trial?: boolean;
  coupon_code?: string;
  checkout: StoredCheckout | null;
  language: Language;
}

/** Begins subscriptions: a user has one at most, and a trial once. */
@Injectable()
export class SubscriptionStartService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly subscriptions: SubscriptionRepository,
    private readonly book: SubscriptionLedgerService,
    private readonly coupons: CouponRedemptionService,
  ) {}

  /**
   * A new subscription that waits for its first payment, or the one that waits already.
   *
   * @throws CatalogueError ALREADY_SUBSCRIBED, SUBSCRIPTION_PENDING, PENDING_AT_OTHER_PRICE, TRIAL_NOT_OFFERED, TRIAL_USED,
   * COUPON_*
   */
  async start(wish: SubscriptionWish): Promise<Subscription> {
    const waiting = await this.subscriptions.findHolding(wish.user_id);
    if (waiting) return resumable(waiting, wish);
    const plan = this.env.PLANS[wish.plan];
    if (wish.trial && plan.trial_days === 0) throw new CatalogueError('TRIAL_NOT_OFFERED');
    const trial_days = wish.trial ? plan.trial_days : 0;
    const coupon = await this.couponOf(wish);
    const { id, user_id, checkout, language } = wish;
    const wanted = { id, user_id, name: wish.plan, plan, trial_days, coupon, checkout, language };
    const created = await this.subscriptions.insert(newSubscription(wanted));
    if (created) return created;
    const holding = await this.subscriptions.findHolding(user_id);
    if (holding) return resumable(holding, wish);
    const usedTrial = trial_days > 0 && (await this.subscriptions.hasUsedTrial(user_id));
    // It ended between the two: the next request will find none.
    throw new CatalogueError(usedTrial ? 'TRIAL_USED' : 'SERVICE_UNAVAILABLE');
  }

  /**
   * Runs what opens it at Stripe; when its coupon went to others, or Stripe takes no such subscription, it has ended.
   *
   * @throws CatalogueError COUPON_*, PAYMENT_FAILED
   */
  async orAbandon<T>(subscription: Subscription, open: () => Promise<T>): Promise<T> {
    try {
      return await open();
    } catch (error) {
      const refused = error instanceof CatalogueError && error.code.startsWith('COUPON_');
      if (!refused && !(error instanceof GatewayRefusal)) throw error;
      await this.book.abandon(subscription._id.toHexString());
      throw refused ? error : new CatalogueError('PAYMENT_FAILED', { decline_code: error.code });
    }
  }

  private async couponOf(wish: SubscriptionWish): Promise<AppliedCoupon | null> {
    const { coupon_code, plan, user_id } = wish;
    if (coupon_code === undefined) return null;
    // Stripe would use it up on the invoice of nothing that a trial begins with.
    if (wish.trial) throw new CatalogueError('COUPON_NOT_APPLICABLE');
    const { currency } = this.env.PLANS[plan];
    const priced = { plan, amount_minor: planPrice(this.env.PLANS[plan]), currency };
    return this.coupons.apply(coupon_code, user_id, priced);
  }
}

function resumable(holding: Subscription, wish: SubscriptionWish): Subscription {
  const { plan } = holding;
  if (holding._id.toHexString() === wish.id) return holding;
  if (!holding.awaiting_payment || plan !== wish.plan)
    throw new CatalogueError('ALREADY_SUBSCRIBED', { plan });
  const otherWay = !holding.checkout !== !wish.checkout || holding.trial_days > 0 !== Boolean(wish.trial);
  if (otherWay) throw new CatalogueError('SUBSCRIPTION_PENDING', { plan });
  if (wish.coupon_code !== undefined && wish.coupon_code !== holding.coupon?.code) {
    throw new CatalogueError('PENDING_AT_OTHER_PRICE');
  }
  return holding;
}
