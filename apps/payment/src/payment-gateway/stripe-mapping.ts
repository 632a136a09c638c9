import type Stripe from 'stripe';
import type {
  GatewayInvoice,
  GatewayPayment,
  GatewayRefund,
  GatewaySubscription,
  GatewaySubscriptionStatus,
  MoneyMovement,
} from './gateway-types';

export const fromUnix = (seconds: number) => new Date(seconds * 1000);

const idOf = (reference: string | { id: string } | null | undefined): string | null =>
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
  return {
    id: subscription.id,
    subscription_id: subscription.metadata.subscription_id ?? null,
    status: subscription.status as GatewaySubscriptionStatus,
    collection_paused: subscription.pause_collection !== null,
    period_end: fromUnix(subscription.items.data[0]?.current_period_end ?? subscription.created),
    cancel_at_period_end: subscription.cancel_at_period_end,
    canceled_at: canceled_at === null ? null : fromUnix(canceled_at),
    cancelled_by_request: wish,
    client_secret: secret?.client_secret ?? null,
  };
}

export function toInvoice(invoice: Stripe.Invoice): GatewayInvoice {
  const payment = invoice.payments?.data.find(({ status }) => status === 'paid')?.payment;
  return {
    id: invoice.id,
    subscription: idOf(invoice.parent?.subscription_details?.subscription),
    paid: invoice.status === 'paid',
    amount_minor: invoice.amount_paid,
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
