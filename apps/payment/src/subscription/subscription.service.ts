import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { CardPayment, subscribe } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import type { Call } from '@har/routing';
import type { GatewayPayment, GatewaySubscription } from '../payment-gateway/gateway-types';
import { GatewayRefusal, PaymentGateway } from '../payment-gateway/payment-gateway';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { StripeCustomerService } from '../stripe-customer/stripe-customer.service';
import { hasEnded } from './apply-snapshot';
import { SubscriptionLedgerService } from './subscription-ledger.service';
import { SubscriptionOpeningService } from './subscription-opening.service';
import { SubscriptionStartService } from './subscription-start.service';
import { toSubscriptionReply } from './subscription-reply';
import { SubscriptionRepository } from './subscription.repository';
import type { Subscription } from './subscription.schema';

@Injectable()
export class SubscriptionService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly subscriptions: SubscriptionRepository,
    private readonly starts: SubscriptionStartService,
    private readonly openings: SubscriptionOpeningService,
    private readonly book: SubscriptionLedgerService,
    private readonly gateway: PaymentGateway,
    private readonly customers: StripeCustomerService,
  ) {}

  /**
   * Subscribes to a plan; one that still waits for its first payment is taken up again.
   *
   * @throws CatalogueError ALREADY_SUBSCRIBED, SUBSCRIPTION_PENDING, TRIAL_*, COUPON_*; PAYMENT_FAILED (it goes on waiting
   * for another card)
   */
  async subscribe({ actor, body, resource_id: id, language }: Call<typeof subscribe>) {
    const { payment_method_id: _, ...wish } = body;
    const common = { id, user_id: actor.user_id, checkout: null, language };
    const subscription = await this.starts.start({ ...wish, ...common });
    const known = subscription.stripe_subscription_id;
    const opened = known
      ? await this.gateway.findSubscription(known)
      : await this.starts.orAbandon(subscription, () => this.openings.open(subscription));
    const payment = opened && (await this.paymentOf(subscription, opened, body.payment_method_id));
    // A trial asks for no payment: the card is kept for the one after it.
    if (opened?.status === 'trialing' && body.payment_method_id) {
      await this.saveCard(actor, opened.id, body.payment_method_id);
    }
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
    if (found.awaiting_payment || !found.stripe_subscription_id)
      return { subscription: toSubscriptionReply(await this.book.end(id)) };
    return this.setCancel(found, true);
  }

  /** @throws CatalogueError SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_NOT_CHANGEABLE */
  async resume(actor: Actor, id: string) {
    const found = await this.getChangeable(actor, id);
    if (!found.cancel_at_period_end) throw notChangeable(found);
    return this.setCancel(found, false);
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

  private async saveCard(actor: Actor, subscription: string, methodId: string): Promise<void> {
    try {
      const customer = await this.customers.customerOf(actor.user_id);
      await this.gateway.setPaymentMethod(subscription, customer, methodId);
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
    const open = found.stripe_subscription_id ?? found.checkout;
    if (hasEnded(found) || !open) throw notChangeable(found);
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
