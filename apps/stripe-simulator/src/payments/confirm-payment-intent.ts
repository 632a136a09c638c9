import { emit } from '../events/emit-event';
import { invalidRequest, type StripeError } from '../http/stripe-error';
import type { PaymentIntent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { chargePaymentIntent, declineCharge } from './charge-payment-intent';
import { choosePaymentMethod } from './choose-payment-method';
import { unexpectedState } from './payment-intent';
import type { ConfirmParams } from './payment-intent.schema';
import { paymentMethodOf } from './payment-method';
import { cardWithFingerprint, type CardDecline } from './test-cards';

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

const MUST_AUTHENTICATE: CardDecline = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

/**
 * Attempts the payment: it succeeds, waits for capture, waits for the holder to authenticate, or is declined.
 *
 * @param fromBrowser a browser can follow a redirect, so it needs no `return_url`
 * @returns the payment intent; the error to answer (402) when the card was declined
 * @throws StripeError 400 when it cannot be attempted
 */
export function confirmPaymentIntent(
  tx: Transaction,
  before: PaymentIntent,
  params: ConfirmParams,
  fromBrowser = false,
): PaymentIntent | StripeError {
  if (!CONFIRMABLE.includes(before.status)) {
    const reason =
      before.status === 'succeeded' ? 'it has already succeeded' : `its status is ${before.status}`;
    throw unexpectedState(before, `You cannot confirm this PaymentIntent because ${reason}.`);
  }
  const intent = choosePaymentMethod(tx, withParams(before, params), params);
  if (intent.payment_method === null) {
    throw unexpectedState(
      before,
      "You cannot confirm this PaymentIntent because it's missing a payment method.",
    );
  }
  if (!fromBrowser) assertReturns(intent, params);
  const method = paymentMethodOf(tx, intent.payment_method);
  if (!mustAuthenticate(method.card?.fingerprint, params)) return chargePaymentIntent(tx, intent, method);
  if (params.off_session || params.error_on_requires_action)
    return declineCharge(tx, intent, method, MUST_AUTHENTICATE);
  return askToAuthenticate(tx, intent, params.return_url);
}

function withParams(intent: PaymentIntent, params: ConfirmParams): PaymentIntent {
  return {
    ...intent,
    receipt_email: params.receipt_email ?? intent.receipt_email,
    setup_future_usage: params.setup_future_usage || intent.setup_future_usage,
    shipping: (params.shipping as PaymentIntent['shipping'] | undefined) ?? intent.shipping,
  };
}

function assertReturns(intent: PaymentIntent, { return_url, off_session }: ConfirmParams): void {
  const redirects = intent.automatic_payment_methods?.allow_redirects === 'always';
  // Cards do not redirect.
  if (!redirects || intent.allowed_payment_method_types || return_url !== undefined || off_session) return;
  const message =
    'This PaymentIntent accepts payment methods that might redirect your customer off of your page, so you must provide a `return_url`. ' +
    'If you do not want to accept them, set `automatic_payment_methods[allow_redirects]` to `never` when creating it.';
  throw invalidRequest(message, { param: 'return_url' });
}

function mustAuthenticate(fingerprint: string | null | undefined, params: ConfirmParams): boolean {
  const asked = params.payment_method_options?.card?.request_three_d_secure ?? 'automatic';
  return asked !== 'automatic' || cardWithFingerprint(fingerprint)?.authenticate === true;
}

function askToAuthenticate(
  tx: Transaction,
  intent: PaymentIntent,
  returnUrl: string | undefined,
): PaymentIntent {
  const url = `${tx.request.base_url}/authenticate/${intent.id}`;
  const waiting = tx.put('payment_intent', {
    ...intent,
    status: 'requires_action',
    next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl ?? null, url } },
  });
  emit(tx, 'payment_intent.requires_action', waiting);
  return waiting;
}
