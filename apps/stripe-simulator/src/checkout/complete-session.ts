import { dropTask } from '../clock/add-task';
import { createCustomer } from '../customers/save-customer';
import { emit } from '../events/emit-event';
import { cancelPaymentIntent } from '../payments/cancel-payment-intent';
import { invalidRequest, noSuch, StripeError } from '../http/stripe-error';
import type { CheckoutSession } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { NOBODY } from './new-session';
import type { Payer } from './payer';
import { payOnce } from './pay-once';
import { startSubscription } from './start-subscription';

/** @throws StripeError 404 when there is no session of that id */
export function getSession(tx: Transaction, id: string): CheckoutSession {
  const session = tx.find('checkout.session', id);
  if (!session) throw noSuch('checkout.session', id, 'session', 404);
  return session;
}

/**
 * The payer completes the session; a bank that asks for authentication gets it.
 *
 * @returns the session; the error to show when the card was declined: the session stays open
 * @throws StripeError 404, or 400 when the session is not open
 */
export function completeSession(tx: Transaction, id: string, payer: Payer): CheckoutSession | StripeError {
  const open = getSession(tx, id);
  if (open.status !== 'open')
    throw invalidRequest(`This Checkout Session is ${open.status}.`, { code: 'checkout_session_closed' });
  const session = withCustomer(tx, open, payer);
  const bought =
    session.mode === 'subscription' ? startSubscription(tx, session, payer) : payOnce(tx, session, payer);
  if (bought instanceof StripeError) return bought;
  const complete = tx.put('checkout.session', { ...session, ...bought, status: 'complete', url: null });
  dropTask(tx, 'checkout.session.expire', id);
  emit(tx, 'checkout.session.completed', complete);
  return complete;
}

/** The session's time is over, or it is called back. @throws StripeError 404, or 400 when it is not open */
export function expireSession(tx: Transaction, id: string): CheckoutSession {
  const session = getSession(tx, id);
  if (session.status !== 'open') {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
    );
  }
  dropTask(tx, 'checkout.session.expire', id);
  // A payment that was declined before is not left open.
  if (session.payment_intent) cancelPaymentIntent(tx, session.payment_intent, 'expired');
  const expired = tx.put('checkout.session', { ...session, status: 'expired', url: null });
  emit(tx, 'checkout.session.expired', expired);
  return expired;
}

function withCustomer(tx: Transaction, session: CheckoutSession, payer: Payer): CheckoutSession {
  const known = session.customer === null ? undefined : tx.find('customer', session.customer);
  const email = known?.email ?? session.customer_email ?? payer.email ?? null;
  const name = known?.name ?? payer.name ?? null;
  const customer_details = { ...NOBODY, email, name };
  if (known || session.customer_creation !== 'always') return { ...session, customer_details };
  const created = createCustomer(tx, { email: email ?? undefined, name: name ?? undefined });
  // Kept also when the card is declined, so that a second attempt does not make a second customer.
  return tx.put('checkout.session', { ...session, customer: created.id, customer_details });
}
