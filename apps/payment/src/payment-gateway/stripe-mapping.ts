import type Stripe from 'stripe';
import type {
  GatewayInvoice,
  GatewayPayment,
  GatewayRefund,
  GatewaySubscription,
  GatewaySubscriptionStatus,
  MoneyMovement,
  RecurringPrice,
} from './gateway-types';

export const fromUnix = (seconds: number) => new Date(seconds * 1000);

export const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);

export function toPayment(intent: Stripe.PaymentIntent): GatewayPayment {
  const error = intent.last_payment_error;
  return {
    id: intent.id,
    status: paymentStatus(intent.status),
    amount_minor: intent.status === 'succeeded' ? intent.amount_received : intent.amount,
    currency: intent.currency.toUpperCase(),
    client_secret: intent.client_secret,
    next_action_url: intent.next_action?.redirect_to_url?.url ?? null,
    last_error: error ? (error.decline_code ?? error.code ?? 'declined') : null,
    transaction_id: intent.metadata.transaction_id ?? null,
  };
}

const DECIDED = ['succeeded', 'canceled', 'requires_action'] as const;

function paymentStatus(status: Stripe.PaymentIntent.Status): GatewayPayment['status'] {
  return DECIDED.find((known) => known === status) ?? 'open';
}

export function toRefund({ id, amount, status, created }: Stripe.Refund): GatewayRefund {
  return {
    id,
    amount_minor: amount,
    failed: status === 'failed' || status === 'canceled',
    at: fromUnix(created),
  };
}

export function toSubscription(subscription: Stripe.Subscription): GatewaySubscription {
  const { canceled_at, latest_invoice: invoice } = subscription;
  const secret = invoice && typeof invoice === 'object' ? invoice.confirmation_secret : null;
  const wish = subscription.cancellation_details?.reason === 'cancellation_requested';
  const item = subscription.items.data[0];
  const paid = invoice !== null && typeof invoice === 'object' && invoice.status === 'paid';
  const renewed = (item?.current_period_start ?? 0) > subscription.start_date;
  return {
    id: subscription.id,
    subscription_id: subscription.metadata.subscription_id ?? null,
    status: subscription.status as GatewaySubscriptionStatus,
    collection_paused: subscription.pause_collection !== null,
    started_at: fromUnix(subscription.start_date),
    period_start: fromUnix(item?.current_period_start ?? subscription.created),
    period_end: fromUnix(item?.current_period_end ?? subscription.created),
    trial_end: subscription.trial_end === null ? null : fromUnix(subscription.trial_end),
    ever_active: OPEN.has(subscription.status) || paid || renewed || subscription.trial_start !== null,
    plan: planOf(item?.price),
    amount_minor: item?.price.unit_amount ?? 0,
    cancel_at_period_end: subscription.cancel_at_period_end,
    canceled_at: canceled_at === null ? null : fromUnix(canceled_at),
    cancelled_by_request: wish,
    client_secret: secret?.client_secret ?? null,
  };
}

const OPEN: ReadonlySet<string> = new Set(['trialing', 'active', 'past_due', 'unpaid', 'paused']);

const LOOKUP_KEY = /^har_([a-z]+)_\d+_[a-z]{3}$/;

/** The name by which a price is found again: it says its plan. */
export function lookupKeyOf({ plan, amount_minor, currency }: RecurringPrice): string {
  return `har_${plan}_${amount_minor}_${currency.toLowerCase()}`;
}

function planOf(price: Stripe.Price | undefined): string | null {
  return LOOKUP_KEY.exec(price?.lookup_key ?? '')?.[1] ?? null;
}

export function toInvoice(invoice: Stripe.Invoice): GatewayInvoice {
  const payment = invoice.payments?.data.find(({ status }) => status === 'paid')?.payment;
  return {
    id: invoice.id,
    subscription: idOf(invoice.parent?.subscription_details?.subscription),
    paid: invoice.status === 'paid',
    amount_minor: invoice.amount_paid,
    discount_minor: (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0),
    credit_used_minor: (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance,
    currency: invoice.currency.toUpperCase(),
    payment_id: idOf(payment?.payment_intent),
    at: fromUnix(invoice.status_transitions.paid_at ?? invoice.created),
  };
}

const KINDS: Readonly<Record<string, MoneyMovement['kind']>> = {
  charge: 'charge',
  payment: 'charge',
  refund: 'refund',
  payment_refund: 'refund',
  refund_failure: 'refund',
  payment_failure_refund: 'refund',
  adjustment: 'dispute',
};

export function toMovement({ type, amount, currency }: Stripe.BalanceTransaction): MoneyMovement {
  return { kind: KINDS[type] ?? 'other', amount_minor: amount, currency: currency.toUpperCase() };
}
