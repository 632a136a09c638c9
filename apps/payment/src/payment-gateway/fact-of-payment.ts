import type { PaymentFact } from '../transaction/payment-fact';
import type { GatewayPayment, GatewayRefund } from './gateway-types';

/** What the state of a payment at the provider proves; null while nothing is decided. */
export function factOfPayment(payment: GatewayPayment, at = new Date()): PaymentFact | null {
  const { status, amount_minor, currency, last_error } = payment;
  if (status === 'succeeded') return { kind: 'paid', amount_minor, currency, at };
  if (status === 'canceled') return { kind: 'failed', code: 'canceled' };
  if (status === 'open' && last_error) return { kind: 'declined', code: last_error };
  return null;
}

export function factOfRefund({ id, amount_minor, failed, at }: GatewayRefund): PaymentFact {
  return { kind: failed ? 'refund_failed' : 'refunded', refund_id: id, amount_minor, at };
}
