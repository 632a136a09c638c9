import { Injectable, Logger } from '@nestjs/common';
import { SubscriptionLedgerService } from '../subscription/subscription-ledger.service';
import { SubscriptionRepository } from '../subscription/subscription.repository';
import type { Subscription } from '../subscription/subscription.schema';

/** Milliseconds until one that is due and unchanged is looked at again, by any replica. */
const LEASE_MS = 10 * 60_000;
/** Hours that a first payment may take; Stripe gives it up by then itself. */
const PATIENCE_MS = 23 * 3_600_000;

/** Renews, pauses and ends subscriptions by Stripe's state, also when none of its events arrives. */
@Injectable()
export class SubscriptionReconciler {
  private readonly logger = new Logger(SubscriptionReconciler.name);

  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly book: SubscriptionLedgerService,
  ) {}

  /** @returns how many were due */
  async sweep(now = new Date()): Promise<number> {
    let count = 0;
    for (;;) {
      const due = await this.subscriptions.claimDue(now, new Date(now.getTime() + LEASE_MS));
      if (!due) return count;
      count += 1;
      await this.reconcile(due, now).catch((error: unknown) =>
        this.logger.warn(`subscription ${due._id.toHexString()} waits: ${(error as Error).message}`),
      );
    }
  }

  private async reconcile({ _id, awaiting_payment, created_at }: Subscription, now: Date): Promise<void> {
    const abandoned = awaiting_payment && now.getTime() - created_at.getTime() > PATIENCE_MS;
    if (abandoned) await this.book.end(_id.toHexString());
    else await this.book.sync(_id.toHexString());
  }
}
