import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { factOfPayment, factOfRefund } from '../payment-gateway/fact-of-payment';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import { fromUnix, toPayment, toRefund } from '../payment-gateway/stripe-mapping';
import type { PaymentFact } from '../transaction/payment-fact';
import { CourseCheckoutService } from '../purchase/course-checkout.service';
import { TransactionLedgerService } from '../transaction/transaction-ledger.service';
import { TransactionRepository } from '../transaction/transaction.repository';

/** What Stripe says about the money of purchases. */
@Injectable()
export class PaymentEventService {
  constructor(
    private readonly transactions: TransactionRepository,
    private readonly moneyBook: TransactionLedgerService,
    private readonly gateway: PaymentGateway,
    private readonly checkouts: CourseCheckoutService,
  ) {}

  /** @returns whether the event was about a purchase */
  async apply(type: string, object: object): Promise<boolean> {
    if (type.startsWith('payment_intent.')) return this.applyPayment(type, object as Stripe.PaymentIntent);
    if (type.startsWith('checkout.session.')) return this.applySession(object as Stripe.Checkout.Session);
    if (type === 'charge.refunded') return this.applyRefundedCharge(object as Stripe.Charge);
    if (type.startsWith('refund.') || type === 'charge.refund.updated') {
      const refund = object as Stripe.Refund;
      return this.record(refund.payment_intent, null, [factOfRefund(toRefund(refund))]);
    }
    if (type.startsWith('charge.dispute.')) return this.applyDispute(type, object as Stripe.Dispute);
    return false;
  }

  private async applyPayment(type: string, intent: Stripe.PaymentIntent): Promise<boolean> {
    const payment = toPayment(intent);
    const at = fromUnix(intent.created);
    const fact = FINAL.has(type) ? factOfPayment(payment, at) : null;
    return this.record(intent.id, payment.transaction_id, fact ? [fact] : []);
  }

  /** What the event says of the session may be old: its state is asked for. */
  private async applySession({ id: sessionId, metadata }: Stripe.Checkout.Session): Promise<boolean> {
    const id = metadata?.transaction_id;
    if (!id || !/^[0-9a-f]{24}$/.test(id)) return false;
    // The event may come before the answer to the create.
    await this.transactions.setSession(id, sessionId);
    const transaction = await this.transactions.findById(id);
    if (transaction?.checkout?.session_id !== sessionId) return false;
    await this.checkouts.settle(transaction, await this.checkouts.sessionOf(transaction));
    return true;
  }

  /** The charge says how much, not by which refunds. */
  private async applyRefundedCharge(charge: Stripe.Charge): Promise<boolean> {
    const intent = idOf(charge.payment_intent);
    if (!intent) return false;
    const refunds = await this.gateway.listRefunds(intent);
    return this.record(intent, null, refunds.map(factOfRefund));
  }

  private async applyDispute(type: string, dispute: Stripe.Dispute): Promise<boolean> {
    const { id: dispute_id, amount: amount_minor, created, status } = dispute;
    const about = { dispute_id, amount_minor, at: fromUnix(created) };
    // An inquiry takes no money.
    if (status.startsWith('warning_')) return true;
    const closed = status === 'won' || status === 'lost';
    const facts: PaymentFact[] = [{ kind: 'disputed', ...about }];
    if (closed) facts.push({ kind: 'dispute_closed', ...about, won: status === 'won' });
    return this.record(dispute.payment_intent, null, DISPUTES.has(type) ? facts : []);
  }

  private async record(
    reference: string | { id: string } | null,
    transactionId: string | null,
    facts: readonly PaymentFact[],
  ): Promise<boolean> {
    const intent = idOf(reference);
    const id = intent && (await this.transactionOf(intent, transactionId));
    if (!id) return false;
    for (const fact of facts) await this.moneyBook.record(id, fact);
    return true;
  }

  /** The event may come before the answer to the create: then only its metadata name the purchase. */
  private async transactionOf(intent: string, named: string | null): Promise<string | null> {
    const known = await this.transactions.findByIntent(intent);
    if (known) return known._id.toHexString();
    const id = named ?? (await this.gateway.getPayment(intent)).transaction_id;
    if (!id || !/^[0-9a-f]{24}$/.test(id)) return null;
    await this.transactions.setIntent(id, intent);
    const transaction = await this.transactions.findById(id);
    return transaction?.stripe_payment_intent_id === intent ? id : null;
  }
}

const FINAL = new Set([
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
]);

const DISPUTES = new Set(['charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed']);

function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}
