/** Amounts in the currency's smallest unit; currencies upper case. */
export interface NewPayment {
  transaction_id: string;
  user_id: string;
  customer_id: string;
  course_id: string;
  amount_minor: number;
  currency: string;
  description: string;
}

export interface CardConfirmation {
  payment_id: string;
  payment_method_id: string;
  /** Names this attempt. */
  attempt: string;
}

export interface GatewayPayment {
  id: string;
  status: 'open' | 'requires_action' | 'succeeded' | 'canceled';
  /** What was received once it succeeded, else what is asked for. */
  amount_minor: number;
  currency: string;
  client_secret: string | null;
  next_action_url: string | null;
  /** The decline or error code of the last attempt. */
  last_error: string | null;
  transaction_id: string | null;
}

/** A page of the provider on which a purchase or the first payment of a subscription is made. */
export interface NewCheckout {
  success_url: string;
  cancel_url: string;
  expires_at: Date;
  customer_id: string;
  user_id: string;
  language: string;
}

export interface NewPurchaseCheckout extends NewCheckout {
  transaction_id: string;
  course_id: string;
  amount_minor: number;
  currency: string;
  description: string;
}

export interface NewPlanCheckout extends NewCheckout {
  subscription_id: string;
  price_id: string;
  coupon_id: string | null;
  trial_days: number;
}

export interface GatewayCheckout {
  id: string;
  status: 'open' | 'complete' | 'expired';
  url: string | null;
  expires_at: Date;
  payment_id: string | null;
  /** The provider's id. */
  subscription: string | null;
}

/** What a coupon takes off the first payment of a subscription; `value` per cent, or smallest units of the currency. */
export interface GatewayCoupon {
  id: string;
  code: string;
  kind: 'percent' | 'amount';
  value: number;
  currency: string | null;
}

export interface GatewayRefund {
  id: string;
  amount_minor: number;
  failed: boolean;
  at: Date;
}

export interface RecurringPrice {
  plan: string;
  amount_minor: number;
  currency: string;
}

export interface NewSubscription {
  subscription_id: string;
  user_id: string;
  customer_id: string;
  price_id: string;
  coupon_id: string | null;
  trial_days: number;
}

/** A change of price in the middle of a period, as it was previewed. */
export interface PriceChange {
  /** The provider's id of the subscription. */
  subscription: string;
  price_id: string;
  /** From when it counts; null for a change that costs nothing now. */
  from: Date | null;
  /** Names this change. */
  attempt: string;
}

export interface PriceChangePreview {
  from: Date | null;
  unused_minor: number;
  remaining_minor: number;
  due_minor: number;
  /** What the subscriber is owed afterwards. */
  credit_minor: number;
}

export type GatewaySubscriptionStatus =
  'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'canceled' | 'unpaid' | 'paused';

export interface GatewaySubscription {
  id: string;
  subscription_id: string | null;
  status: GatewaySubscriptionStatus;
  collection_paused: boolean;
  /** When it began. */
  started_at: Date;
  period_start: Date;
  period_end: Date;
  trial_end: Date | null;
  /** Whether it ever opened something: a payment, or a trial. */
  ever_active: boolean;
  /** What its price is for, and costs a month; null when the price is not one of ours. */
  plan: string | null;
  amount_minor: number;
  cancel_at_period_end: boolean;
  canceled_at: Date | null;
  /** Why it ended, when it was the subscriber's wish. */
  cancelled_by_request: boolean;
  /** The secret with which the first month is paid, while it is due. */
  client_secret: string | null;
}

export interface GatewayInvoice {
  id: string;
  /** The provider's id of the subscription that it bills. */
  subscription: string | null;
  paid: boolean;
  /** What was paid by card; the rest was taken off by a coupon, or settled with a credit. */
  amount_minor: number;
  discount_minor: number;
  /** What became of the subscriber's credit: above 0 used, below 0 gained. */
  credit_used_minor: number;
  currency: string;
  payment_id: string | null;
  at: Date;
}

export interface MoneyMovement {
  kind: 'charge' | 'refund' | 'dispute' | 'other';
  /** Signed. */
  amount_minor: number;
  currency: string;
}

/** An event whose signature was right: its bytes as text, to be stored and read when it is processed. */
export interface GatewayEvent {
  id: string;
  type: string;
  payload: string;
}
