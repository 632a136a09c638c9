import { Inject, Injectable, Logger } from '@nestjs/common';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { applySnapshot, endWithoutStripe, hasEnded } from './apply-snapshot';
import { SubscriptionBooks } from './subscription-books.service';
import { applySubscriptionFact, type SubscriptionFact } from './subscription-fact';
import { SubscriptionOpeningService } from './subscription-opening.service';
import { SubscriptionRepository } from './subscription.repository';
import type { Subscription } from './subscription.schema';

const ATTEMPTS = 100;
const BATCH = 100;

/** Brings subscriptions in line with Stripe, each change in one atomic update, and lets ledger and entitlement follow. */
@Injectable()
export class SubscriptionLedgerService {
  private readonly logger = new Logger(SubscriptionLedgerService.name);

  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly subscriptions: SubscriptionRepository,
    private readonly openings: SubscriptionOpeningService,
    private readonly books: SubscriptionBooks,
    private readonly gateway: PaymentGateway,
  ) {}

  /**
   * Takes over the state that Stripe has now. It is asked after the own state was read, and written only if that is
   * still the same: an older answer never overwrites a newer one.
   */
  async sync(id: string): Promise<Subscription> {
    return this.update(id, async (before) => {
      if (hasEnded(before)) return before;
      const snapshot = await this.openings.snapshotOf(before);
      if (snapshot === 'waiting') return before;
      const rules = { now: new Date(), grace_days: this.env.PAST_DUE_GRACE_DAYS, plans: this.env.PLANS };
      return applySnapshot(before, snapshot, rules);
    });
  }

  async record(id: string, fact: SubscriptionFact): Promise<Subscription> {
    return this.update(id, async (before) => applySubscriptionFact(before, fact));
  }

  /** Ends it at Stripe and here. */
  async end(id: string): Promise<Subscription> {
    const found = await this.subscriptions.findById(id);
    if (found?.stripe_subscription_id && !hasEnded(found)) {
      const known = await this.gateway.findSubscription(found.stripe_subscription_id);
      if (known && known.status !== 'canceled') await this.gateway.endSubscription(known.id);
    }
    if (found?.checkout?.session_id) await this.gateway.expireCheckout(found.checkout.session_id);
    return this.sync(id);
  }

  /** Ends one that has not reached Stripe. */
  async abandon(id: string): Promise<Subscription> {
    return this.update(id, async (before) => endWithoutStripe(before, new Date()));
  }

  async settle(subscription: Subscription): Promise<Subscription> {
    if (!subscription.unsettled) return subscription;
    await this.books.follow(subscription);
    await this.subscriptions.markSettled(subscription);
    return { ...subscription, unsettled: undefined };
  }

  /** Settles what a crash left behind. @returns how many */
  async sweep(): Promise<number> {
    const leftovers = await this.subscriptions.listUnsettled(BATCH);
    for (const subscription of leftovers) await this.settle(subscription);
    return leftovers.length;
  }

  private async update(
    id: string,
    change: (before: Subscription) => Promise<Subscription>,
  ): Promise<Subscription> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await this.subscriptions.findById(id);
      if (!before) throw new Error(`there is no subscription ${id}`);
      const after = await change(before);
      if (after === before) return this.settle(before);
      const written = await this.subscriptions.replace(before, after);
      if (!written) continue;
      const { plan, status, user_id } = written;
      this.logger.log({
        message: 'subscription changed',
        subscription_id: id,
        user_id: user_id.toHexString(),
        plan,
        status,
      });
      return this.settle(written);
    }
    throw new Error(`subscription ${id} changes too often`);
  }
}
