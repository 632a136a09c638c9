/** Amounts in the currency's smallest unit; currencies upper case. */
export interface NewPayment {
  transaction_id: string;
  user_id: string;
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
}

export type GatewaySubscriptionStatus =
  'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'canceled' | 'unpaid' | 'paused';

export interface GatewaySubscription {
  id: string;
  subscription_id: string | null;
  status: GatewaySubscriptionStatus;
  collection_paused: boolean;
  period_end: Date;
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
  amount_minor: number;
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
