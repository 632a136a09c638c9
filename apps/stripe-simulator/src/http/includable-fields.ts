import { intentOfInvoice } from '../billing/invoice-payment';
import type { Charge, CheckoutSession, Customer, Invoice } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { wholeList } from './list-objects';

/** Fields that are absent unless a request expands them, by object. */
const FIELDS: Readonly<
  Record<string, Readonly<Record<string, (tx: Transaction, object: never) => object | null>>>
> = {
  charge: {
    refunds: (tx, { id }: Charge) =>
      wholeList(
        [...tx.all('refund')].reverse().filter((refund) => refund.charge === id),
        `/v1/charges/${id}/refunds`,
      ),
  },
  'checkout.session': {
    line_items: (tx, { id }: CheckoutSession) =>
      wholeList(lineItemsOf(tx, id), `/v1/checkout/sessions/${id}/line_items`),
  },
  customer: {
    subscriptions: (tx, { id }: Customer) =>
      wholeList(
        [...tx.all('subscription')]
          .reverse()
          .filter((one) => one.customer === id && one.status !== 'canceled'),
        `/v1/customers/${id}/subscriptions`,
      ),
  },
  invoice: {
    payments: (tx, { id }: Invoice) =>
      wholeList(
        tx.all('invoice_payment').filter((payment) => payment.invoice === id),
        '/v1/invoice_payments',
      ),
    confirmation_secret: (tx, { id }: Invoice) => {
      const intent = tx.find('invoice', id)?.status === 'open' ? intentOfInvoice(tx, id) : undefined;
      return intent?.client_secret ? { client_secret: intent.client_secret, type: 'payment_intent' } : null;
    },
  },
};

/** The value of such a field; undefined when the field is an ordinary one. */
export function includableField(tx: Transaction, object: object, field: string): object | null | undefined {
  const fields = FIELDS[(object as { object?: string }).object ?? ''];
  return fields && Object.hasOwn(fields, field) ? fields[field]?.(tx, object as never) : undefined;
}

/** What a checkout session sells, as Stripe lists it. */
export function lineItemsOf(tx: Transaction, session: string): object[] {
  const draft = tx.find('checkout_draft', session);
  return (draft?.lines ?? []).map(({ id, price: priceId, quantity, description }) => {
    const price = tx.find('price', priceId);
    const total = (price?.unit_amount ?? 0) * quantity;
    return {
      id,
      object: 'item',
      amount_discount: 0,
      amount_subtotal: total,
      amount_tax: 0,
      amount_total: total,
      currency: price?.currency,
      description,
      price,
      quantity,
    };
  });
}
