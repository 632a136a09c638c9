import type { Invoice } from '../state/stored';
import type { Transaction } from '../state/transaction';

/**
 * Settles an invoice with the customer's balance, as Stripe does when it is finalized: what the customer is owed (a
 * negative balance) pays it, and an invoice below zero is owed to the customer.
 */
export function applyBalance(tx: Transaction, invoice: Invoice): Invoice {
  const customer = tx.find('customer', invoice.customer ?? '');
  const starting_balance = customer?.balance ?? 0;
  const due = Math.max(invoice.total + Math.min(starting_balance, 0), 0);
  const ending_balance = starting_balance + invoice.total - due;
  if (customer && ending_balance !== starting_balance)
    tx.put('customer', { ...customer, balance: ending_balance });
  return { ...invoice, amount_due: due, amount_remaining: due, starting_balance, ending_balance };
}
