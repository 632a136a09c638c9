import { invalidRequest, StripeError } from '../http/stripe-error';
import { confirmPaymentIntent } from '../payments/confirm-payment-intent';
import type { Invoice } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { subscriptionOf } from './invoice';
import { intentOfInvoice } from './invoice-payment';
import { payingMethod } from './subscription';

/**
 * Attempts to pay an open invoice, by the given payment method or the subscription's own. What follows (invoice and
 * subscription) follows from the payment's events.
 *
 * @returns the error to answer when the card was declined
 * @throws StripeError 400 when there is nothing to pay or nothing to pay with
 */
export function payInvoice(
  tx: Transaction,
  invoice: Invoice,
  options: { payment_method?: string; off_session: boolean },
): StripeError | undefined {
  if (invoice.status !== 'open') {
    const message =
      invoice.status === 'paid' ? 'Invoice is already paid' : `This invoice is ${invoice.status}.`;
    throw invalidRequest(message, {
      code: invoice.status === 'paid' ? 'invoice_already_paid' : 'invoice_not_editable',
    });
  }
  const subscription = subscriptionOf(tx, invoice);
  const method = options.payment_method ?? (subscription && payingMethod(tx, subscription));
  if (!method) throw noPaymentMethod();
  const intent = intentOfInvoice(tx, invoice.id);
  if (!intent) throw new Error(`invoice ${invoice.id} is open without a payment intent`);
  const outcome = confirmPaymentIntent(tx, intent, {
    payment_method: method,
    off_session: options.off_session,
  });
  return outcome instanceof StripeError ? outcome : undefined;
}

/** 400: a subscription that is to be charged at once has nothing to charge. */
export function noPaymentMethod(): StripeError {
  const message =
    'This customer has no attached payment source or default payment method. Please consider adding a default payment method.';
  return invalidRequest(message, { code: 'resource_missing' });
}
