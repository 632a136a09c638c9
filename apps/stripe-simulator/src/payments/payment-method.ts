import { newId } from '../state/identifier';
import type { PaymentMethod } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { invalidRequest, noSuch, StripeError } from '../http/stripe-error';
import { mergeMetadata } from '../http/metadata';
import type { MetadataParam } from '../http/params';
import { cardNamed, cardNumbered, fingerprintOf, type TestCard } from './test-cards';

/** A payment method as a browser or a test describes it. */
export interface PaymentMethodData {
  readonly type: 'card';
  readonly card?: {
    readonly number?: string;
    readonly exp_month?: number;
    readonly exp_year?: number;
    readonly cvc?: string;
    readonly token?: string;
  };
  readonly billing_details?: BillingDetails;
  readonly metadata?: MetadataParam;
}

interface BillingDetails {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly address?: Readonly<Record<string, string>>;
}

const TEST_PREFIX = 'pm_card_';
const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/**
 * The payment method of that id. A test id (`pm_card_visa`) makes a new one, as at Stripe.
 *
 * @throws StripeError 400 when there is none
 */
export function paymentMethodOf(tx: Transaction, id: string, param = 'payment_method'): PaymentMethod {
  const known = tx.find('payment_method', id);
  if (known) return known;
  const card = id.startsWith(TEST_PREFIX) ? cardNamed(id.slice(TEST_PREFIX.length)) : undefined;
  if (!card) throw noSuch('PaymentMethod', id, param);
  return addPaymentMethod(tx, card, {});
}

/** @throws StripeError 400 or 402 when the card is none of Stripe's test cards */
export function createPaymentMethod(tx: Transaction, data: PaymentMethodData): PaymentMethod {
  const { token, number } = data.card ?? {};
  const card = token === undefined ? cardNumbered(number ?? '') : cardNamed(token.replace(/^tok_/, ''));
  if (card) return addPaymentMethod(tx, card, data);
  if (token !== undefined) throw noSuch('token', token, 'card[token]');
  if (number === undefined) {
    throw invalidRequest('Missing required param: card.', { code: 'parameter_missing', param: 'card' });
  }
  const message = 'Your card number is incorrect.';
  throw new StripeError(402, { type: 'card_error', code: 'incorrect_number', param: 'number', message });
}

/** The payment method as one of the customer's own; unchanged when it is already. */
export function attachTo(tx: Transaction, method: PaymentMethod, customer: string): PaymentMethod {
  if (method.customer === customer) return method;
  return tx.put('payment_method', { ...method, customer });
}

function addPaymentMethod(tx: Transaction, card: TestCard, data: Partial<PaymentMethodData>): PaymentMethod {
  const { billing_details: billing = {}, metadata } = data;
  return tx.put('payment_method', {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: { ...NO_ADDRESS, ...billing.address },
      email: billing.email ?? null,
      name: billing.name ?? null,
      phone: billing.phone ?? null,
      tax_id: null,
    },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand,
      exp_month: data.card?.exp_month ?? 12,
      exp_year: data.card?.exp_year ?? new Date(tx.nowMs).getUTCFullYear() + 3,
      fingerprint: fingerprintOf(card),
      funding: card.funding ?? 'credit',
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: tx.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: mergeMetadata(null, metadata),
    type: 'card',
  });
}
