import { Injectable } from '@nestjs/common';
import { CouponRedemptionService } from '../coupon/coupon-redemption.service';
import { EntitlementService, type EntitlementClaim } from '../entitlement/entitlement.service';
import { LedgerRepository } from '../ledger/ledger.repository';
import { ReceiptIssuingService } from '../receipt/receipt-issuing.service';
import { hasEnded } from './apply-snapshot';
import type { Subscription } from './subscription.schema';

/** Milliseconds that access outlives the paid period, for the renewal to be told. */
const TOLERANCE_MS = 24 * 3_600_000;

/** What follows a change of a subscription: ledger, entitlement, receipts, and the coupon that nobody paid with. */
@Injectable()
export class SubscriptionBooks {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly entitlements: EntitlementService,
    private readonly receipts: ReceiptIssuingService,
    private readonly coupons: CouponRedemptionService,
  ) {}

  /** Brings them in line; repeated, it changes nothing. */
  async follow(subscription: Subscription): Promise<void> {
    const { _id, user_id, journal, plan: description, language = 'fr' } = subscription;
    const [source_id, user] = [_id.toHexString(), user_id.toHexString()];
    await this.ledger.append({ source: 'subscription', source_id, user_id: user }, journal);
    if (subscription.activated_at) await this.entitlements.follow(entitlementOf(subscription));
    const source = { source: 'subscription' as const, source_id: _id, user_id, description, language };
    await this.receipts.issue(source, journal);
    // It has ended at Stripe, or never reached it: it cannot be paid any more.
    if (hasEnded(subscription) && !subscription.activated_at) await this.coupons.release(subscription);
  }
}

function entitlementOf(subscription: Subscription): EntitlementClaim {
  const { status, renewal_date, grace_until, plan, domains, version } = subscription;
  const until = renewal_date && new Date(renewal_date.getTime() + TOLERANCE_MS);
  return {
    user_id: subscription.user_id.toHexString(),
    course_id: null,
    plan,
    domains,
    source: 'subscription',
    source_reference: subscription._id.toHexString(),
    source_version: version,
    active: status === 'active',
    reason: status,
    expires_at: grace_until ?? until,
  };
}
