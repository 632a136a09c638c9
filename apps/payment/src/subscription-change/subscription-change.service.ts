import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { changePlan, PlanName, previewPlanChange } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import type { Call } from '@har/routing';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { GatewayRefusal, PaymentGateway } from '../payment-gateway/payment-gateway';
import { planPrice } from '../plan/plan-catalogue';
import { SubscriptionLedgerService } from '../subscription/subscription-ledger.service';
import { toSubscriptionReply } from '../subscription/subscription-reply';
import { SubscriptionRepository } from '../subscription/subscription.repository';
import type { ChangePreview, Subscription } from '../subscription/subscription.schema';
import { toPreviewReply } from './preview-reply';
import { PREVIEW_MS } from './preview-time';

@Injectable()
export class SubscriptionChangeService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly subscriptions: SubscriptionRepository,
    private readonly book: SubscriptionLedgerService,
    private readonly gateway: PaymentGateway,
  ) {}

  /** @throws CatalogueError SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_NOT_CHANGEABLE, ALREADY_ON_PLAN */
  async preview({ actor, params, body }: Call<typeof previewPlanChange>) {
    const found = await this.getChangeable(actor, params.id, body.plan);
    const price_id = await this.priceOf(body.plan);
    return refused(async () => {
      const costs = await this.gateway.previewPriceChange(found.stripe_subscription_id!, price_id);
      const preview = { plan: body.plan, from: costs.from, made_at: new Date() };
      // Whoever looks again sees the new price, and gets that one.
      await this.subscriptions.notePreview(params.id, preview, new Date(preview.made_at.getTime() + 1));
      return { preview: toPreviewReply(found, body.plan, this.env.PLANS[body.plan], costs, preview) };
    });
  }

  /**
   * Changes the plan at the price that was shown, or at the one of this moment when none was.
   *
   * @throws CatalogueError SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_NOT_CHANGEABLE, ALREADY_ON_PLAN; PAYMENT_FAILED: it is as it
   * was
   */
  async change({ actor, params, body }: Call<typeof changePlan>) {
    const { id } = params;
    const found = await this.getChangeable(actor, id, body.plan);
    const price_id = await this.priceOf(body.plan);
    const preview = await refused(() => this.previewOf(found, body.plan, price_id));
    await this.apply(found, preview, price_id);
    await this.subscriptions.dropPreview(id, preview.made_at);
    return { subscription: toSubscriptionReply(await this.book.sync(id)) };
  }

  /** Parallel requests make one change: they name it by the one preview that is noted. */
  private async apply(found: Subscription, { plan, from, made_at }: ChangePreview, price_id: string) {
    const id = found._id.toHexString();
    const attempt = `change:${id}:${plan}:${made_at.getTime()}`;
    try {
      await refused(() =>
        this.gateway.changePrice({ subscription: found.stripe_subscription_id!, price_id, from, attempt }),
      );
    } catch (error) {
      // Stripe would answer the same to the same name: another attempt needs another one.
      if (error instanceof CatalogueError && error.status < 500)
        await this.subscriptions.dropPreview(id, made_at);
      throw error;
    }
  }

  private async previewOf(found: Subscription, plan: PlanName, priceId: string): Promise<ChangePreview> {
    const now = new Date();
    const oldest = new Date(now.getTime() - PREVIEW_MS);
    const noted = found.change_preview;
    if (noted?.plan === plan && noted.made_at >= oldest) return noted;
    const { from } = await this.gateway.previewPriceChange(found.stripe_subscription_id!, priceId);
    const made = { plan, from, made_at: now };
    return (await this.subscriptions.notePreview(found._id.toHexString(), made, oldest)) ?? made;
  }

  private async priceOf(plan: PlanName): Promise<string> {
    const { currency } = this.env.PLANS[plan];
    return refused(() =>
      this.gateway.findOrCreatePrice({ plan, amount_minor: planPrice(this.env.PLANS[plan]), currency }),
    );
  }

  /** What is paid up, or on trial, goes on, and is billed in the currency of the plan. */
  private async getChangeable(actor: Actor, id: string, plan: PlanName): Promise<Subscription> {
    const found = await this.subscriptions.findOwned(actor.user_id, id);
    if (!found) throw new CatalogueError('SUBSCRIPTION_NOT_FOUND');
    const running = found.stage === 'active' || found.stage === 'trialing';
    const sameCurrency = this.env.PLANS[plan].currency === found.currency;
    const fits = running && !found.cancel_at_period_end && sameCurrency && found.stripe_subscription_id;
    if (!fits) throw new CatalogueError('SUBSCRIPTION_NOT_CHANGEABLE', { status: found.status });
    if (found.plan === plan) throw new CatalogueError('ALREADY_ON_PLAN', { plan });
    return found;
  }
}

/** What Stripe refuses for good is told as a payment that failed. */
async function refused<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error;
    throw new CatalogueError('PAYMENT_FAILED', { decline_code: error.code });
  }
}
