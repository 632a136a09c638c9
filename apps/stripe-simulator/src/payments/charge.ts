import { newId } from '../state/identifier';
import type { Charge, PaymentIntent, PaymentMethod } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { addBalanceTransaction, processingFee } from './balance-transaction';
import type { CardDecline } from './test-cards';

/** The attempt to charge the card of a payment intent: succeeded, or failed with what the bank said. */
export function addCharge(
  tx: Transaction,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline?: CardDecline,
): Charge {
  const id = newId('ch');
  const captured = !decline && intent.capture_method !== 'manual';
  return tx.put('charge', {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: captured ? bookCapture(tx, id, intent, intent.amount) : null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: intent.statement_descriptor ?? 'SIMULATOR',
    captured,
    created: tx.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: !decline,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(intent, method),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: decline ? null : `${tx.request.base_url}/receipts/${id}`,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  });
}

/** Books money that was captured. @returns the id of the balance transaction */
export function bookCapture(tx: Transaction, charge: string, intent: PaymentIntent, amount: number): string {
  return addBalanceTransaction(tx, {
    type: 'charge',
    reporting_category: 'charge',
    amount,
    fee: processingFee(amount),
    currency: intent.currency,
    source: charge,
    description: intent.description,
  }).id;
}

function outcomeOf(decline: CardDecline | undefined): Charge['outcome'] {
  const common = { advice_code: null, network_advice_code: null, network_decline_code: null };
  if (!decline) {
    return {
      ...common,
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'normal',
      risk_score: 20,
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  }
  return {
    ...common,
    network_status: 'declined_by_network',
    reason: decline.decline_code ?? decline.code,
    risk_level: 'normal',
    risk_score: 20,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  };
}

function detailsOf(intent: PaymentIntent, method: PaymentMethod): Charge['payment_method_details'] {
  const { card } = method;
  if (!card) return null;
  const manual = intent.capture_method === 'manual';
  return {
    type: 'card',
    card: {
      amount_authorized: intent.amount,
      authorization_code: null,
      brand: card.brand,
      capture_before: manual ? intent.created + 7 * 24 * 3600 : undefined,
      checks: card.checks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      extended_authorization: { status: 'disabled' },
      fingerprint: card.fingerprint,
      funding: card.funding,
      incremental_authorization: { status: 'unavailable' },
      installments: null,
      last4: card.last4,
      mandate: null,
      multicapture: { status: 'unavailable' },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}
