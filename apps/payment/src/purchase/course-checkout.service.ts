import { Injectable } from '@nestjs/common';
import { CatalogueError } from '@har/errors';
import { factOfPayment } from '../payment-gateway/fact-of-payment';
import type { GatewayCheckout } from '../payment-gateway/gateway-types';
import { GatewayRefusal, PaymentGateway } from '../payment-gateway/payment-gateway';
import { StripeCustomerService } from '../stripe-customer/stripe-customer.service';
import { TransactionLedgerService } from '../transaction/transaction-ledger.service';
import { TransactionRepository } from '../transaction/transaction.repository';
import type { Transaction } from '../transaction/transaction.schema';
import { CardPaymentService } from './card-payment.service';

/** Pays pending purchases on a page of Stripe. */
@Injectable()
export class CourseCheckoutService {
  constructor(
    private readonly transactions: TransactionRepository,
    private readonly moneyBook: TransactionLedgerService,
    private readonly gateway: PaymentGateway,
    private readonly customers: StripeCustomerService,
    private readonly cards: CardPaymentService,
  ) {}

  /**
   * The session that belongs to the purchase: asked for again, it is the same one.
   *
   * @throws CatalogueError PAYMENT_FAILED when Stripe will not take such a payment at all; COUPON_* when none is left
   */
  async sessionOf(transaction: Transaction): Promise<GatewayCheckout> {
    const { checkout } = transaction;
    if (checkout?.session_id) return this.gateway.getCheckout(checkout.session_id);
    const id = transaction._id.toHexString();
    await this.cards.holdCoupon(transaction);
    try {
      const session = await this.create(transaction);
      await this.transactions.setSession(id, session.id);
      // Given up meanwhile: what it held is free again, so it must not be paid.
      if (await this.transactions.isPending(id)) return session;
      return await this.gateway.expireCheckout(session.id);
    } catch (error) {
      if (!(error instanceof GatewayRefusal)) throw error;
      await this.moneyBook.record(id, { kind: 'failed', code: error.code });
      throw new CatalogueError('PAYMENT_FAILED', { decline_code: error.code });
    }
  }

  /** Writes what has become of the session, as Stripe says it now, and answers the purchase as it is then. */
  async settle(transaction: Transaction, session: GatewayCheckout): Promise<Transaction> {
    const id = transaction._id.toHexString();
    if (session.status === 'expired') {
      return (await this.moneyBook.record(id, { kind: 'failed', code: 'expired' })).transaction;
    }
    if (session.status === 'open' || !session.payment_id) return transaction;
    await this.transactions.setIntent(id, session.payment_id);
    const fact = factOfPayment(await this.gateway.getPayment(session.payment_id));
    return fact ? (await this.moneyBook.record(id, fact)).transaction : transaction;
  }

  private async create(transaction: Transaction): Promise<GatewayCheckout> {
    const { checkout, amount_minor, currency, language } = transaction;
    if (!checkout) throw new Error('the purchase is not paid on a page of Stripe');
    const { success_url, cancel_url, expires_at } = checkout;
    const user_id = transaction.user_id.toHexString();
    return this.gateway.createPurchaseCheckout({
      transaction_id: transaction._id.toHexString(),
      user_id,
      customer_id: await this.customers.customerOf(user_id),
      course_id: transaction.course_id.toHexString(),
      amount_minor,
      currency,
      description: transaction.course_title,
      success_url,
      cancel_url,
      expires_at,
      language,
    });
  }
}
