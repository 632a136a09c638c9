import type * as records from './records';
import type * as stored from './stored';

/** Everything the simulator remembers, by kind: Stripe's objects, then its own records. */
export interface ObjectKinds {
  balance_transaction: stored.BalanceTransaction;
  'billing_portal.session': stored.PortalSession;
  charge: stored.Charge;
  'checkout.session': stored.CheckoutSession;
  coupon: stored.Coupon;
  customer: stored.Customer;
  dispute: stored.Dispute;
  event: stored.StripeEvent;
  invoice: stored.Invoice;
  invoice_payment: stored.InvoicePayment;
  payment_intent: stored.PaymentIntent;
  payment_method: stored.PaymentMethod;
  price: stored.Price;
  product: stored.Product;
  refund: stored.Refund;
  subscription: stored.Subscription;
  webhook_endpoint: stored.WebhookEndpoint;
  billing_settings: records.BillingSettings;
  checkout_draft: records.CheckoutDraft;
  clock: { readonly id: 'clock'; readonly offset_ms: number };
  delivery: records.Delivery;
  fault: records.Fault;
  idempotency_record: records.IdempotencyRecord;
  task: records.Task;
  webhook_faults: records.WebhookFaults;
}

export type Kind = keyof ObjectKinds;

/** The kinds that have an id in Stripe's API, so that a field holding one can be expanded. */
export const API_KINDS = [
  'balance_transaction',
  'charge',
  'checkout.session',
  'coupon',
  'customer',
  'dispute',
  'invoice',
  'invoice_payment',
  'payment_intent',
  'payment_method',
  'price',
  'product',
  'refund',
  'subscription',
] as const satisfies readonly Kind[];
