import { noSuch } from '../http/stripe-error';
import type { Customer } from '../state/stored';
import type { Transaction } from '../state/transaction';

/** The customer that a parameter names. @throws StripeError 400 when there is none, or it was deleted */
export function customerOf(tx: Transaction, id: string, param = 'customer'): Customer {
  const customer = tx.find('customer', id);
  if (!customer || customer.deleted) throw noSuch('customer', id, param);
  return customer;
}

/** The customer that the path names. @throws StripeError 404 when there is none, or it was deleted */
export function getCustomer(tx: Transaction, id: string): Customer {
  const customer = tx.find('customer', id);
  if (!customer || customer.deleted) throw noSuch('customer', id, 'id', 404);
  return customer;
}
