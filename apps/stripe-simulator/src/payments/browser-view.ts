import { invalidRequest, StripeError } from '../http/stripe-error';
import type { PaymentIntent } from '../state/stored';

const VISIBLE = [
  'id',
  'object',
  'amount',
  'amount_details',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_configuration_details',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
] as const satisfies readonly (keyof PaymentIntent)[];

/** What the holder of the client secret sees: no metadata, no customer, no charge. */
export function browserView(intent: PaymentIntent): object {
  return Object.fromEntries(VISIBLE.map((field) => [field, intent[field]]));
}

/** The same for the outcome of a confirmation. */
export function browserOutcome(outcome: PaymentIntent | StripeError): object {
  if (!(outcome instanceof StripeError)) return browserView(outcome);
  const { payment_intent, ...body } = outcome.body;
  return new StripeError(outcome.status, {
    ...body,
    ...(payment_intent && { payment_intent: browserView(payment_intent) as PaymentIntent }),
  });
}

/** @throws StripeError 400 when a browser has not the payment intent's own secret */
export function assertClientSecret(intent: PaymentIntent, secret: string | undefined): void {
  if (secret !== undefined && secret === intent.client_secret) return;
  const message = 'The client_secret provided does not match any associated PaymentIntent on this account.';
  throw invalidRequest(message, { code: 'payment_intent_invalid_parameter', param: 'client_secret' });
}
