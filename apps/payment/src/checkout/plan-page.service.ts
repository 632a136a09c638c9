import { Injectable } from '@nestjs/common';
import type { openCheckout } from '@har/contracts';
import type { Call } from '@har/routing';
import type { StoredCheckout } from '../checkout-session/stored-checkout';
import { hasEnded } from '../subscription/apply-snapshot';
import { SubscriptionLedgerService } from '../subscription/subscription-ledger.service';
import { SubscriptionOpeningService } from '../subscription/subscription-opening.service';
import { toSubscriptionReply } from '../subscription/subscription-reply';
import { SubscriptionStartService } from '../subscription/subscription-start.service';
import type { OpenedPage } from './opened-page';

/** Begins a subscription on a page of Stripe. */
@Injectable()
export class PlanPageService {
  constructor(
    private readonly starts: SubscriptionStartService,
    private readonly openings: SubscriptionOpeningService,
    private readonly book: SubscriptionLedgerService,
  ) {}

  /** @throws CatalogueError what the coupon, the trial or an earlier subscription refuses */
  async open(call: Call<typeof openCheckout>, checkout: StoredCheckout): Promise<OpenedPage> {
    const { actor, body, resource_id: id, language } = call;
    const { coupon_code, trial } = body;
    const user_id = actor.user_id;
    const wish = { id, user_id, plan: body.plan!, coupon_code, trial, checkout, language };
    const started = await this.starts.start(wish);
    const session = await this.starts.orAbandon(started, () => this.openings.sessionOf(started));
    const after = await this.book.sync(started._id.toHexString());
    return { session, reply: { subscription: toSubscriptionReply(after) }, over: hasEnded(after) };
  }
}
