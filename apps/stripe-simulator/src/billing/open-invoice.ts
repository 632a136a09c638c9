import { emit } from '../events/emit-event';
import { newPaymentIntent } from '../payments/payment-intent';
import { newId } from '../state/identifier';
import type { Invoice, PaymentIntent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { applyBalance } from './customer-balance';
import { invoicePaymentId } from './invoice-payment';
import { markInvoicePaid } from './settle-invoice';

/**
 * Finalizes a draft: it gets its number and a payment intent to be paid with; an invoice of nothing is paid at once.
 *
 * @returns the payment intent; undefined when there is nothing to pay
 */
export function openInvoice(tx: Transaction, draft: Invoice): PaymentIntent | undefined {
  emit(tx, 'invoice.created', tx.put('invoice', draft));
  const url = `${tx.request.base_url}/invoices/${draft.id}`;
  const invoice = tx.put('invoice', {
    ...applyBalance(tx, draft),
    effective_at: tx.now,
    hosted_invoice_url: url,
    invoice_pdf: `${url}/pdf`,
    number: nextNumber(tx, draft.customer ?? ''),
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: tx.now },
  });
  emit(tx, 'invoice.finalized', invoice);
  if (invoice.amount_due > 0) return askForPayment(tx, invoice);
  markInvoicePaid(tx, invoice);
  return undefined;
}

function askForPayment(tx: Transaction, invoice: Invoice): PaymentIntent {
  const intent = tx.put(
    'payment_intent',
    newPaymentIntent(tx, {
      amount: invoice.amount_due,
      currency: invoice.currency,
      customer: invoice.customer ?? undefined,
      description:
        invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
      allowed_payment_method_types: ['card'],
      capture_method: 'automatic',
      setup_future_usage: 'off_session',
    }),
  );
  tx.put('invoice_payment', {
    id: invoicePaymentId(intent.id),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: tx.now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
  emit(tx, 'payment_intent.created', intent);
  return intent;
}

function nextNumber(tx: Transaction, customerId: string): string {
  const customer = tx.find('customer', customerId);
  const sequence = customer?.next_invoice_sequence ?? 1;
  if (customer) tx.put('customer', { ...customer, next_invoice_sequence: sequence + 1 });
  return `${customer?.invoice_prefix ?? newId('', 8)}-${String(sequence).padStart(4, '0')}`;
}
