import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import { fromUnix, toRefund } from '../payment-gateway/stripe-mapping';
import { SubscriptionLedgerService } from '../subscription/subscription-ledger.service';
import { SubscriptionRepository } from '../subscription/subscription.repository';
import type { SubscriptionFact } from '../subscription/subscription-fact';

/**
 * What Stripe says about subscriptions. Its snapshots may be old by the time they arrive: the state is asked for, so
 * that the order of events does not matter.
 */
@Injectable()
export class SubscriptionEventService {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly book: SubscriptionLedgerService,
    private readonly gateway: PaymentGateway,
  ) {}

  async apply(type: string, object: object): Promise<void> {
    if (type.startsWith('checkout.session.')) return this.syncSession(object as Stripe.Checkout.Session);
    if (type.startsWith('customer.subscription.')) return this.sync(object as Stripe.Subscription);
    if (INVOICES.has(type)) return this.applyInvoice((object as Stripe.Invoice).id);
    if (type.startsWith('refund.')) return this.applyRefund(object as Stripe.Refund);
    if (DISPUTES.has(type)) return this.applyDispute(object as Stripe.Dispute);
  }

  private async sync({ id, metadata }: Stripe.Subscription): Promise<void> {
    const ours = await this.ourId(id, metadata.subscription_id ?? null);
    if (ours) await this.book.sync(ours);
  }

  private async syncSession({ metadata }: Stripe.Checkout.Session): Promise<void> {
    const id = metadata?.subscription_id;
    if (id && /^[0-9a-f]{24}$/.test(id) && (await this.subscriptions.findById(id))) await this.book.sync(id);
  }

  private async applyInvoice(invoiceId: string): Promise<void> {
    const invoice = await this.gateway.getInvoice(invoiceId);
    if (!invoice.subscription) return;
    const ours = await this.ourId(invoice.subscription, null);
    if (!ours) return;
    if (invoice.paid)
      await this.book.record(ours, { kind: 'invoice_paid', ...invoice, invoice_id: invoice.id });
    await this.book.sync(ours);
  }

  private async applyRefund(refund: Stripe.Refund): Promise<void> {
    const { id: refund_id, amount_minor, failed, at } = toRefund(refund);
    const fact = { kind: failed ? 'refund_failed' : 'refunded', refund_id, amount_minor, at } as const;
    await this.recordOfPayment(refund.payment_intent, [fact]);
  }

  private async applyDispute({ id, amount, created, status, payment_intent }: Stripe.Dispute): Promise<void> {
    if (status.startsWith('warning_')) return;
    const about = { dispute_id: id, amount_minor: amount, at: fromUnix(created) };
    const facts: SubscriptionFact[] = [{ kind: 'disputed', ...about }];
    if (status === 'won') facts.push({ kind: 'dispute_won', ...about });
    const ours = await this.recordOfPayment(payment_intent, facts);
    if (ours) await this.book.end(ours);
  }

  private async recordOfPayment(
    reference: string | { id: string } | null,
    facts: readonly SubscriptionFact[],
  ): Promise<string | null> {
    const payment = typeof reference === 'string' ? reference : reference?.id;
    const invoice = payment ? await this.gateway.findInvoiceOf(payment) : null;
    const ours = invoice?.subscription ? await this.ourId(invoice.subscription, null) : null;
    if (!invoice || !ours) return null;
    // That something goes back proves that it was paid.
    await this.book.record(ours, { kind: 'invoice_paid', ...invoice, invoice_id: invoice.id });
    for (const fact of facts) await this.book.record(ours, fact);
    return ours;
  }

  /** The event may come before the answer to the create: then only its metadata name the subscription. */
  private async ourId(stripeId: string, named: string | null): Promise<string | null> {
    const known = await this.subscriptions.findByStripeId(stripeId);
    if (known) return known._id.toHexString();
    const id = named ?? (await this.gateway.findSubscription(stripeId))?.subscription_id ?? null;
    if (!id || !/^[0-9a-f]{24}$/.test(id)) return null;
    await this.subscriptions.setStripeId(id, stripeId);
    const subscription = await this.subscriptions.findById(id);
    return subscription?.stripe_subscription_id === stripeId ? id : null;
  }
}

const INVOICES = new Set(['invoice.paid', 'invoice.payment_succeeded', 'invoice.payment_failed']);
const DISPUTES = new Set(['charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed']);
