import type * as types from './gateway-types';

/** Which of our addresses an event came to: each can have a secret of its own. */
export type WebhookEndpoint = 'payments' | 'subscriptions';

/**
 * The one door to the payment provider. Whatever creates takes a name that makes it happen once, however often it is
 * repeated. Every method can throw PAYMENT_PROVIDER_UNAVAILABLE (the outcome is unknown: repeat the same) and
 * GatewayRefusal (the provider says no for good).
 */
export abstract class PaymentGateway {
  /** Once a transaction: a repetition answers the same payment. */
  abstract createPayment(payment: types.NewPayment): Promise<types.GatewayPayment>;

  abstract getPayment(id: string): Promise<types.GatewayPayment>;

  /** Charges a card now. @throws CatalogueError PAYMENT_FAILED with the decline code */
  abstract confirmPayment(confirmation: types.CardConfirmation): Promise<types.GatewayPayment>;

  /** Once a transaction: a page on which it is paid. */
  abstract createPurchaseCheckout(checkout: types.NewPurchaseCheckout): Promise<types.GatewayCheckout>;

  /** Once a subscription: a page on which its first payment is made; there is no subscription before. */
  abstract createPlanCheckout(checkout: types.NewPlanCheckout): Promise<types.GatewayCheckout>;

  abstract getCheckout(id: string): Promise<types.GatewayCheckout>;

  /** Ends a page that nobody has paid on; one that has ended answers as it is. */
  abstract expireCheckout(id: string): Promise<types.GatewayCheckout>;

  /** @returns the address of the page on which a customer manages cards and subscription */
  abstract createPortal(customerId: string, returnUrl: string): Promise<string>;

  /** Gives a payment up; one that has ended answers as it is. */
  abstract cancelPayment(id: string): Promise<types.GatewayPayment>;

  /** Gives all of a payment back, once a transaction. What was given back already is answered. */
  abstract refundPayment(transactionId: string, paymentId: string): Promise<types.GatewayRefund[]>;

  /** Every refund of a payment, those that failed included. */
  abstract listRefunds(paymentId: string): Promise<types.GatewayRefund[]>;

  /** Once a user. @returns the customer's id */
  abstract createCustomer(userId: string): Promise<string>;

  /** Found or created by its lookup key. @returns the price's id */
  abstract findOrCreatePrice(price: types.RecurringPrice): Promise<string>;

  /** Once a subscription of ours; its first month waits for its payment. */
  abstract createSubscription(subscription: types.NewSubscription): Promise<types.GatewaySubscription>;

  /** @returns null when the provider knows no such subscription */
  abstract findSubscription(id: string): Promise<types.GatewaySubscription | null>;

  /** Saves a card for the payments to come: the first one, after a trial. */
  abstract setPaymentMethod(subscription: string, customerId: string, methodId: string): Promise<void>;

  /** What a change of price would cost now. */
  abstract previewPriceChange(subscription: string, priceId: string): Promise<types.PriceChangePreview>;

  /** Changes the price and settles the rest of the period at once. @throws CatalogueError PAYMENT_FAILED: it is as it was */
  abstract changePrice(change: types.PriceChange): Promise<types.GatewaySubscription>;

  /** Once a coupon of ours: what the provider takes off a first payment. */
  abstract ensureCoupon(coupon: types.GatewayCoupon): Promise<void>;

  abstract setCancelAtPeriodEnd(id: string, cancel: boolean): Promise<types.GatewaySubscription>;

  /** Ends it now. */
  abstract endSubscription(id: string): Promise<types.GatewaySubscription>;

  abstract getInvoice(id: string): Promise<types.GatewayInvoice>;

  /** The invoice that a payment was for, if any. */
  abstract findInvoiceOf(paymentId: string): Promise<types.GatewayInvoice | null>;

  /** Every event that was told since then, the newest first; also those whose webhook was lost. */
  abstract listEvents(since: Date): AsyncIterable<types.GatewayEvent>;

  /** What moved on the provider's books, for the audit. */
  abstract listMovements(): AsyncIterable<types.MoneyMovement>;

  /**
   * Verifies an event on its raw bytes.
   *
   * @throws CatalogueError INVALID_SIGNATURE when it is forged, or older than 300 seconds
   */
  abstract readEvent(raw: Buffer, signature: string, endpoint: WebhookEndpoint): types.GatewayEvent;
}

/** The provider says no for good; `code` is its own. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';

  constructor(
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`the payment provider refuses: ${code}`, options);
  }
}
