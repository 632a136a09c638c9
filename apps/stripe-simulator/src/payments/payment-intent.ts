import { newId } from '../state/identifier';
import { mergeMetadata } from '../http/metadata';
import { invalidRequest, noSuch, StripeError } from '../http/stripe-error';
import type { PaymentIntent, PaymentMethod } from '../state/stored';
import type { Transaction } from '../state/transaction';
import type { CreatePaymentIntentParams } from './payment-intent.schema';

/** @throws StripeError 404 when there is no payment intent of that id */
export function getPaymentIntent(tx: Transaction, id: string): PaymentIntent {
  const intent = tx.find('payment_intent', id);
  if (!intent) throw noSuch('payment_intent', id, 'intent', 404);
  return intent;
}

/** 400: the payment intent is not in a state for this. */
export function unexpectedState(intent: PaymentIntent, message: string): StripeError {
  const code = 'payment_intent_unexpected_state';
  return new StripeError(400, { type: 'invalid_request_error', code, message, payment_intent: intent });
}

/** @throws StripeError 400 when the method belongs to another customer */
export function assertMayPay(intent: PaymentIntent, method: PaymentMethod): void {
  if (method.customer === null || method.customer === intent.customer) return;
  const message = `The provided PaymentMethod belongs to the Customer ${method.customer}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`;
  throw invalidRequest(message, { param: 'payment_method' });
}

/** A payment intent before anything was paid. */
export function newPaymentIntent(tx: Transaction, params: CreatePaymentIntentParams): PaymentIntent {
  const id = newId('pi');
  const automatic =
    params.automatic_payment_methods ?? (params.allowed_payment_method_types ? undefined : { enabled: true });
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: params.allowed_payment_method_types
      ? [...params.allowed_payment_method_types]
      : null,
    amount: params.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automatic?.enabled
      ? { allow_redirects: automatic.allow_redirects ?? 'always', enabled: true }
      : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.capture_method ?? 'automatic_async',
    client_secret: newId(`${id}_secret`),
    confirmation_method: params.confirmation_method ?? 'automatic',
    created: tx.now,
    currency: params.currency,
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata(null, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: [...(params.allowed_payment_method_types ?? ['card'])],
    payment_record: null,
    processing: null,
    receipt_email: params.receipt_email || null,
    review: null,
    setup_future_usage: params.setup_future_usage || null,
    shipping: (params.shipping as PaymentIntent['shipping'] | undefined) ?? null,
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: params.transfer_group ?? null,
  };
}
