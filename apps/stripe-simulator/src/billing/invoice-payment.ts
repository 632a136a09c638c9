import type { PaymentIntent } from '../state/stored';
import type { Transaction } from '../state/transaction';

/** The payment of an invoice has the id of its payment intent under another prefix, so that it is found by it. */
export function invoicePaymentId(intent: string): string {
  return intent.replace(/^pi_/, 'inpay_');
}

/** The payment intent that an invoice is paid with; undefined when there is nothing to pay. */
export function intentOfInvoice(tx: Transaction, invoice: string): PaymentIntent | undefined {
  const payment = tx.all('invoice_payment').find((one) => one.invoice === invoice);
  return payment && tx.find('payment_intent', payment.id.replace(/^inpay_/, 'pi_'));
}
