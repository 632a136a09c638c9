import { Inject, Injectable } from '@nestjs/common';
import type { CardPayment } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { CouponRedemptionService } from '../coupon/coupon-redemption.service';
import { factOfPayment } from '../payment-gateway/fact-of-payment';
import type { GatewayPayment } from '../payment-gateway/gateway-types';
import { GatewayRefusal, PaymentGateway } from '../payment-gateway/payment-gateway';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { StripeCustomerService } from '../stripe-customer/stripe-customer.service';
import { TransactionLedgerService } from '../transaction/transaction-ledger.service';
import { TransactionRepository } from '../transaction/transaction.repository';
import type { Transaction } from '../transaction/transaction.schema';

/** Pays pending purchases by card. */
@Injectable()
export class CardPaymentService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly transactions: TransactionRepository,
    private readonly moneyBook: TransactionLedgerService,
    private readonly gateway: PaymentGateway,
    private readonly customers: StripeCustomerService,
    private readonly coupons: CouponRedemptionService,
  ) {}

  /**
   * The payment at Stripe that belongs to the purchase: asked for again under the transaction's id, it is the same one.
   *
   * @throws CatalogueError PAYMENT_FAILED when Stripe will not take such a payment at all; COUPON_* when none is left
   */
  async paymentOf(transaction: Transaction): Promise<GatewayPayment> {
    if (transaction.stripe_payment_intent_id) {
      return this.gateway.getPayment(transaction.stripe_payment_intent_id);
    }
    const id = transaction._id.toHexString();
    const user_id = transaction.user_id.toHexString();
    await this.holdCoupon(transaction);
    try {
      const payment = await this.gateway.createPayment({
        transaction_id: id,
        user_id,
        customer_id: await this.customers.customerOf(user_id),
        course_id: transaction.course_id.toHexString(),
        amount_minor: transaction.amount_minor,
        currency: transaction.currency,
        description: transaction.course_title,
      });
      await this.transactions.setIntent(id, payment.id);
      // Given up meanwhile: what it held is free again, so it must not be paid.
      if (await this.transactions.isPending(id)) return payment;
      return await this.gateway.cancelPayment(payment.id);
    } catch (error) {
      if (!(error instanceof GatewayRefusal)) throw error;
      await this.moneyBook.record(id, { kind: 'failed', code: error.code });
      throw new CatalogueError('PAYMENT_FAILED', { decline_code: error.code });
    }
  }

  /**
   * Charges a card for a pending purchase now.
   *
   * @throws CatalogueError PAYMENT_FAILED with the decline code; the purchase has failed then
   */
  async confirm(
    transaction: Transaction,
    payment: GatewayPayment,
    methodId: string,
  ): Promise<GatewayPayment> {
    if (payment.status === 'succeeded' || payment.status === 'canceled') return payment;
    const id = transaction._id.toHexString();
    const number = await this.transactions.countAttempt(id);
    const attempt = `confirm:${id}:${number}`;
    try {
      return await this.gateway.confirmPayment({
        payment_id: payment.id,
        payment_method_id: methodId,
        attempt,
      });
    } catch (error) {
      const code = declineCode(error);
      if (code === null) throw error;
      const { transaction: after } = await this.moneyBook.record(id, { kind: 'declined', code });
      // A parallel attempt with another card may have paid it.
      if (after.status === 'completed') return this.gateway.getPayment(payment.id);
      throw new CatalogueError('PAYMENT_FAILED', { decline_code: code });
    }
  }

  /**
   * Holds the purchase's coupon, before anything can be paid.
   *
   * @throws CatalogueError COUPON_* when others were faster; the purchase has failed then
   */
  async holdCoupon(transaction: Transaction): Promise<void> {
    try {
      await this.coupons.hold(transaction);
    } catch (error) {
      if (!(error instanceof CatalogueError) || error.status >= 500) throw error;
      await this.moneyBook.record(transaction._id.toHexString(), { kind: 'failed', code: 'coupon_refused' });
      throw error;
    }
  }

  /** Writes what the payment proves, and answers the purchase as it is now. */
  async settle(transaction: Transaction, payment: GatewayPayment): Promise<Transaction> {
    const id = transaction._id.toHexString();
    const fact = factOfPayment(payment);
    if (fact) return (await this.moneyBook.record(id, fact)).transaction;
    return { ...transaction, stripe_payment_intent_id: payment.id };
  }

  /** What a browser needs to go on; nothing when there is nothing to do. */
  toCardPayment(payment: GatewayPayment): CardPayment | undefined {
    if (payment.client_secret === null || payment.status === 'canceled') return undefined;
    return {
      stripe_payment_intent_id: payment.id,
      client_secret: payment.client_secret,
      publishable_key: this.env.STRIPE_PUBLISHABLE_KEY,
      requires_action: payment.status === 'requires_action',
      next_action_url: payment.next_action_url,
    };
  }
}

function declineCode(error: unknown): string | null {
  if (error instanceof GatewayRefusal) return error.code;
  if (error instanceof CatalogueError && error.code === 'PAYMENT_FAILED') {
    return String(error.args.decline_code);
  }
  return null;
}
