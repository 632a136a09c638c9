import { emit } from '../events/emit-event';
import { addTask, dropTask } from '../clock/add-task';
import type { Invoice, StripeObject } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { invoicePaymentId } from './invoice-payment';

const DAY = 24 * 3600;

/** Days after each failed attempt until the next; after the last of them nothing more is tried. */
const RETRY_DAYS = [3, 5, 7];

/** Marks an open invoice as paid and says so. */
export function markInvoicePaid(tx: Transaction, invoice: Invoice): void {
  const paid = tx.put('invoice', {
    ...invoice,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: tx.now },
  });
  dropTask(tx, 'invoice.retry', invoice.id);
  emit(tx, 'invoice.paid', paid);
  emit(tx, 'invoice.payment_succeeded', paid);
}

/** Follows a payment that succeeded: if it was for an invoice, that is paid now. */
export function settlePaidInvoice(tx: Transaction, intent: StripeObject): void {
  const payment = tx.find('invoice_payment', invoicePaymentId(intent.id));
  const invoice = tx.find('invoice', payment?.invoice ?? '');
  if (!payment || invoice?.status !== 'open') return;
  const paid = tx.put('invoice_payment', {
    ...payment,
    amount_paid: payment.amount_requested,
    status: 'paid',
    status_transitions: { ...payment.status_transitions, paid_at: tx.now },
  });
  emit(tx, 'invoice_payment.paid', paid);
  markInvoicePaid(tx, { ...invoice, attempt_count: invoice.attempt_count + 1 });
}

/** Follows a payment that failed: the invoice stays open, and that of a renewal is tried again some days later. */
export function noteFailedInvoice(tx: Transaction, intent: StripeObject): void {
  const invoice = tx.find('invoice', tx.find('invoice_payment', invoicePaymentId(intent.id))?.invoice ?? '');
  if (invoice?.status !== 'open') return;
  const attempt_count = invoice.attempt_count + 1;
  const days = invoice.billing_reason === 'subscription_cycle' ? RETRY_DAYS[attempt_count - 1] : undefined;
  const next_payment_attempt = days === undefined ? null : tx.now + days * DAY;
  if (next_payment_attempt === null) dropTask(tx, 'invoice.retry', invoice.id);
  else addTask(tx, 'invoice.retry', invoice.id, next_payment_attempt);
  const failed = tx.put('invoice', { ...invoice, attempt_count, attempted: true, next_payment_attempt });
  emit(tx, 'invoice.payment_failed', failed);
}

/** Follows a payment that waits for its payer. */
export function noteInvoiceAction(tx: Transaction, intent: StripeObject): void {
  const invoice = tx.find('invoice', tx.find('invoice_payment', invoicePaymentId(intent.id))?.invoice ?? '');
  if (invoice) emit(tx, 'invoice.payment_action_required', invoice);
}

/** Takes an open or draft invoice out of the books. */
export function voidInvoice(tx: Transaction, invoice: Invoice): Invoice {
  dropTask(tx, 'invoice.retry', invoice.id);
  const voided = tx.put('invoice', {
    ...invoice,
    next_payment_attempt: null,
    status: 'void',
    status_transitions: { ...invoice.status_transitions, voided_at: tx.now },
  });
  emit(tx, 'invoice.voided', voided);
  return voided;
}
