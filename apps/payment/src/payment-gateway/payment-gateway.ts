import type {
  CardConfirmation,
  GatewayEvent,
  GatewayInvoice,
  GatewayPayment,
  GatewayRefund,
  GatewaySubscription,
  MoneyMovement,
  NewPayment,
  NewSubscription,
  RecurringPrice,
} from './gateway-types';

/**
 * The one door to the payment provider. Whatever creates takes a name that makes it happen once, however often it is
 * repeated. Every method can throw PAYMENT_PROVIDER_UNAVAILABLE (the outcome is unknown: repeat the same) and
 * GatewayRefusal (the provider says no for good).
 */
export abstract class PaymentGateway {
  /** Once a transaction: a repetition answers the same payment. */
  abstract createPayment(payment: NewPayment): Promise<GatewayPayment>;

  abstract getPayment(id: string): Promise<GatewayPayment>;

  /** Charges a card now. @throws CatalogueError PAYMENT_FAILED with the decline code */
  abstract confirmPayment(confirmation: CardConfirmation): Promise<GatewayPayment>;

  /** Gives a payment up; one that has ended answers as it is. */
  abstract cancelPayment(id: string): Promise<GatewayPayment>;

  /** Gives all of a payment back, once a transaction. What was given back already is answered. */
  abstract refundPayment(transactionId: string, paymentId: string): Promise<GatewayRefund[]>;

  /** Every refund of a payment, those that failed included. */
  abstract listRefunds(paymentId: string): Promise<GatewayRefund[]>;

  /** Once a user. @returns the customer's id */
  abstract createCustomer(userId: string): Promise<string>;

  /** Found or created by its lookup key. @returns the price's id */
  abstract findOrCreatePrice(price: RecurringPrice): Promise<string>;

  /** Once a subscription of ours; its first month waits for its payment. */
  abstract createSubscription(subscription: NewSubscription): Promise<GatewaySubscription>;

  /** @returns null when the provider knows no such subscription */
  abstract findSubscription(id: string): Promise<GatewaySubscription | null>;

  abstract setCancelAtPeriodEnd(id: string, cancel: boolean): Promise<GatewaySubscription>;

  /** Ends it now. */
  abstract endSubscription(id: string): Promise<GatewaySubscription>;

  abstract getInvoice(id: string): Promise<GatewayInvoice>;

  /** The invoice that a payment was for, if any. */
  abstract findInvoiceOf(paymentId: string): Promise<GatewayInvoice | null>;

  /** What moved on the provider's books, for the audit. */
  abstract listMovements(): AsyncIterable<MoneyMovement>;

  /**
   * Verifies an event on its raw bytes.
   *
   * @throws CatalogueError INVALID_SIGNATURE when it is forged, or older than 300 seconds
   */
  abstract readEvent(raw: Buffer, signature: string): GatewayEvent;
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
