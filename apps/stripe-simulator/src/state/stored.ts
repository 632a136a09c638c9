import type Stripe from 'stripe';

type Unexpanded<V> = string extends V ? Exclude<V, { object: string }> : V;

/** Stripe's type of an object as it is kept: a field that can be expanded holds the id. */
export type Stored<T> = { readonly [K in keyof T]: Unexpanded<T[K]> };

/** The SDK turns decimal strings into `Decimal`; on the wire and here they are strings. */
type Decimals<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: string | null };

export type Charge = Stored<Stripe.Charge>;
export type Refund = Stored<Stripe.Refund>;
export type Dispute = Stored<Stripe.Dispute>;
export type PaymentIntent = Stored<Stripe.PaymentIntent>;
export type PaymentMethod = Stored<Stripe.PaymentMethod>;
export type BalanceTransaction = Stored<Stripe.BalanceTransaction>;
export type Customer = Stored<Omit<Stripe.Customer, 'deleted'>> & { readonly deleted?: true };
export type Coupon = Stored<Omit<Stripe.Coupon, 'deleted'>>;
export type Product = Stored<Omit<Stripe.Product, 'deleted'>> & { readonly deleted?: true };
export type Price = Decimals<Stored<Stripe.Price>, 'unit_amount_decimal'>;
export type LineItem = Decimals<Stored<Omit<Stripe.InvoiceLineItem, 'pricing'>>, 'quantity_decimal'> & {
  readonly pricing: Decimals<Stripe.InvoiceLineItem.Pricing, 'unit_amount_decimal'> | null;
};
export type SubscriptionItem = Omit<Stored<Stripe.SubscriptionItem>, 'price' | 'plan'> & {
  readonly price: Price;
  readonly quantity: number;
};
export type Subscription = Omit<Stored<Stripe.Subscription>, 'items'> & {
  readonly items: ListObject<SubscriptionItem>;
};
export type Invoice = Omit<Stored<Stripe.Invoice>, 'lines' | 'parent'> & {
  readonly lines: ListObject<LineItem>;
  readonly parent: {
    readonly quote_details: null;
    readonly subscription_details: { readonly metadata: Stripe.Metadata; readonly subscription: string };
    readonly type: 'subscription_details';
  };
};
export type InvoicePayment = Stored<Stripe.InvoicePayment>;
export type CheckoutSession = Omit<Stored<Stripe.Checkout.Session>, 'line_items'>;
export type PortalSession = Stored<Stripe.BillingPortal.Session>;
export type WebhookEndpoint = Stored<Stripe.WebhookEndpoint>;

/** A list as Stripe answers it. */
export interface ListObject<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
}

/** An event: `data.object` is the object as it was at that moment. */
export interface StripeEvent {
  readonly id: string;
  readonly object: 'event';
  readonly api_version: string;
  readonly created: number;
  readonly data: {
    readonly object: StripeObject;
    readonly previous_attributes?: Readonly<Record<string, unknown>>;
  };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: string;
}

/** What every object of the API has in common. */
export interface StripeObject {
  readonly id: string;
  readonly object: string;
}
