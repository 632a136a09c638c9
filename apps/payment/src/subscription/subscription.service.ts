import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { CardPayment, Subscribe, subscribe } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import type { Call } from '@har/routing';
import type { GatewayPayment, GatewaySubscription } from '../payment-gateway/gateway-types';
import { GatewayRefusal, PaymentGateway } from '../payment-gateway/payment-gateway';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { hasEnded } from './apply-snapshot';
import { newSubscription } from './new-subscription';
import { SubscriptionLedgerService } from './subscription-ledger.service';
import { SubscriptionOpeningService } from './subscription-opening.service';
import { toSubscriptionReply } from './subscription-reply';
import { SubscriptionRepository } from './subscription.repository';
import type { Subscription } from './subscription.schema';

@Injectable()
export class SubscriptionService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly subscriptions: SubscriptionRepository,
    private readonly openings: SubscriptionOpeningService,
    private readonly book: SubscriptionLedgerService,
    private readonly gateway: PaymentGateway,
  ) {}

  /**
   * Subscribes to a plan; one that still waits for its first payment is taken up again.
   *
   * @throws CatalogueError ALREADY_SUBSCRIBED, PAYMENT_FAILED (the subscription goes on waiting for another card)
   */
  async subscribe({ actor, body, resource_id }: Call<typeof subscribe>) {
    const subscription = await this.open(actor, body, resource_id);
    const known = subscription.stripe_subscription_id;
    const opened = known
      ? await this.gateway.findSubscription(known)
      : await this.openings.open(subscription);
    const payment = opened && (await this.paymentOf(subscription, opened, body.payment_method_id));
    const current = await this.book.sync(subscription._id.toHexString());
    const due = current.awaiting_payment && payment ? this.toCardPayment(payment) : undefined;
    return { subscription: toSubscriptionReply(current), ...due };
  }

  /** @throws CatalogueError NO_ACTIVE_SUBSCRIPTION */
  async getActive(actor: Actor) {
    const active = await this.subscriptions.findActive(actor.user_id);
    if (!active) throw new CatalogueError('NO_ACTIVE_SUBSCRIPTION');
    return { subscription: toSubscriptionReply(active) };
  }

  /** @throws CatalogueError SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_NOT_CHANGEABLE */
  async cancel(actor: Actor, id: string) {
    const found = await this.getChangeable(actor, id);
    if (found.awaiting_payment) return { subscription: toSubscriptionReply(await this.book.end(id)) };
    return this.setCancel(found, true);
  }

  /** @throws CatalogueError SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_NOT_CHANGEABLE */
  async resume(actor: Actor, id: string) {
    const found = await this.getChangeable(actor, id);
    if (!found.cancel_at_period_end) throw notChangeable(found);
    return this.setCancel(found, false);
  }

  private async open(actor: Actor, { plan }: Subscribe, id: string): Promise<Subscription> {
    const created = await this.subscriptions.insert(
      newSubscription(id, actor.user_id, plan, this.env.PLANS[plan]),
    );
    const open = created ?? (await this.subscriptions.findHolding(actor.user_id));
    // It ended between the two: the next request will find none.
    if (!open) throw new CatalogueError('SERVICE_UNAVAILABLE');
    const again = open._id.toHexString() === id;
    if (!again && (!open.awaiting_payment || open.plan !== plan)) {
      throw new CatalogueError('ALREADY_SUBSCRIBED', { plan: open.plan });
    }
    return open;
  }

  private async paymentOf(
    subscription: Subscription,
    { client_secret }: GatewaySubscription,
    methodId: string | undefined,
  ): Promise<GatewayPayment | null> {
    if (!client_secret) return null;
    // The secret of a payment begins with its id.
    const payment_id = client_secret.replace(/_secret.*$/s, '');
    if (!methodId) return this.gateway.getPayment(payment_id);
    const id = subscription._id.toHexString();
    const attempt = `confirm:${id}:${await this.subscriptions.countAttempt(id)}`;
    try {
      return await this.gateway.confirmPayment({ payment_id, payment_method_id: methodId, attempt });
    } catch (error) {
      if (!(error instanceof GatewayRefusal)) throw error;
      throw new CatalogueError('PAYMENT_FAILED', { decline_code: error.code });
    }
  }

  private toCardPayment(payment: GatewayPayment): CardPayment | undefined {
    if (payment.client_secret === null) return undefined;
    return {
      stripe_payment_intent_id: payment.id,
      client_secret: payment.client_secret,
      publishable_key: this.env.STRIPE_PUBLISHABLE_KEY,
      requires_action: payment.status === 'requires_action',
      next_action_url: payment.next_action_url,
    };
  }

  private async getChangeable(actor: Actor, id: string): Promise<Subscription> {
    const found = await this.subscriptions.findOwned(actor.user_id, id);
    if (!found) throw new CatalogueError('SUBSCRIPTION_NOT_FOUND');
    if (hasEnded(found) || !found.stripe_subscription_id) throw notChangeable(found);
    return found;
  }

  private async setCancel({ _id, stripe_subscription_id }: Subscription, cancel: boolean) {
    try {
      await this.gateway.setCancelAtPeriodEnd(stripe_subscription_id!, cancel);
    } catch (error) {
      // Ended at Stripe meanwhile: the state that is taken over below says so.
      if (!(error instanceof GatewayRefusal)) throw error;
    }
    const current = await this.book.sync(_id.toHexString());
    if (hasEnded(current)) throw notChangeable(current);
    return { subscription: toSubscriptionReply(current) };
  }
}

function notChangeable({ status }: Subscription): CatalogueError {
  return new CatalogueError('SUBSCRIPTION_NOT_CHANGEABLE', { status });
}
