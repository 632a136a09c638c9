import { Injectable, Logger } from '@nestjs/common';
import { EntitlementService } from '../entitlement/entitlement.service';
import { LedgerRepository } from '../ledger/ledger.repository';
import type { GatewaySubscription } from '../payment-gateway/gateway-types';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import { applySnapshot, hasEnded } from './apply-snapshot';
import { applySubscriptionFact, type SubscriptionFact } from './subscription-fact';
import { SubscriptionOpeningService } from './subscription-opening.service';
import { SubscriptionRepository } from './subscription.repository';
import type { Subscription } from './subscription.schema';

const ATTEMPTS = 100;
const BATCH = 100;
/** Milliseconds that access outlives the paid period, for the renewal to be told. */
const GRACE_MS = 24 * 3_600_000;

/** Brings subscriptions in line with Stripe, each change in one atomic update, and lets ledger and entitlement follow. */
@Injectable()
export class SubscriptionLedgerService {
  private readonly logger = new Logger(SubscriptionLedgerService.name);

  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly openings: SubscriptionOpeningService,
    private readonly ledger: LedgerRepository,
    private readonly entitlements: EntitlementService,
    private readonly gateway: PaymentGateway,
  ) {}

  /**
   * Takes over the state that Stripe has now. It is asked after the own state was read, and written only if that is
   * still the same: an older answer never overwrites a newer one.
   */
  async sync(id: string): Promise<Subscription> {
    return this.update(id, async (before) => {
      if (hasEnded(before)) return before;
      return applySnapshot(before, await this.snapshotOf(before));
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
    return this.sync(id);
  }

  async settle(subscription: Subscription): Promise<Subscription> {
    if (!subscription.unsettled) return subscription;
    const source_id = subscription._id.toHexString();
    const user_id = subscription.user_id.toHexString();
    await this.ledger.append({ source: 'subscription', source_id, user_id }, subscription.journal);
    if (subscription.activated_at) await this.entitlements.follow(entitlementOf(subscription));
    await this.subscriptions.markSettled(subscription);
    return { ...subscription, unsettled: undefined };
  }

  /** Settles what a crash left behind. @returns how many */
  async sweep(): Promise<number> {
    const leftovers = await this.subscriptions.listUnsettled(BATCH);
    for (const subscription of leftovers) await this.settle(subscription);
    return leftovers.length;
  }

  /** While the answer to its creation was lost, the same creation is asked for again. */
  private async snapshotOf(subscription: Subscription): Promise<GatewaySubscription | null> {
    const id = subscription.stripe_subscription_id;
    return id ? this.gateway.findSubscription(id) : this.openings.open(subscription);
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

function entitlementOf(subscription: Subscription) {
  const { status, renewal_date, plan, domains, version } = subscription;
  return {
    user_id: subscription.user_id.toHexString(),
    course_id: null,
    plan,
    domains,
    source: 'subscription' as const,
    source_reference: subscription._id.toHexString(),
    source_version: version,
    active: status === 'active',
    reason: status,
    expires_at: renewal_date && new Date(renewal_date.getTime() + GRACE_MS),
  };
}
