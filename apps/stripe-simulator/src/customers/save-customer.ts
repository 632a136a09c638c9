import { changedFields, emit } from '../events/emit-event';
import { mergeMetadata } from '../http/metadata';
import { invalidRequest } from '../http/stripe-error';
import { attachTo, paymentMethodOf } from '../payments/payment-method';
import { newId } from '../state/identifier';
import type { Customer } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { getCustomer } from './customer';
import type { CustomerParams } from './customer.schema';

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** @throws StripeError 400 when the payment method does not exist */
export function createCustomer(tx: Transaction, params: CustomerParams): Customer {
  const blank = blankCustomer(tx);
  const own = params.payment_method === undefined ? undefined : attach(tx, params.payment_method, blank.id);
  const wanted = params.invoice_settings?.default_payment_method;
  const settings = wanted === params.payment_method ? own : wanted;
  const changes =
    settings === undefined ? params : { ...params, invoice_settings: { default_payment_method: settings } };
  const customer = tx.put('customer', withParams(tx, blank, changes));
  emit(tx, 'customer.created', customer);
  return customer;
}

/** @throws StripeError 404, or 400 when the payment method is not the customer's */
export function updateCustomer(tx: Transaction, id: string, params: CustomerParams): Customer {
  const before = getCustomer(tx, id);
  const customer = tx.put('customer', withParams(tx, before, params));
  const previous = changedFields(before, customer);
  if (Object.keys(previous).length > 0) emit(tx, 'customer.updated', customer, previous);
  return customer;
}

function attach(tx: Transaction, methodId: string, customer: string): string {
  const method = attachTo(tx, paymentMethodOf(tx, methodId), customer);
  emit(tx, 'payment_method.attached', method);
  return method.id;
}

function withParams(tx: Transaction, old: Customer, params: CustomerParams): Customer {
  const text = (given: string | undefined, kept: string | null | undefined) =>
    given === undefined ? (kept ?? null) : given || null;
  return {
    ...old,
    address:
      params.address === undefined
        ? old.address
        : params.address === ''
          ? null
          : { ...NO_ADDRESS, ...params.address },
    description: text(params.description, old.description),
    email: text(params.email, old.email),
    invoice_settings: { ...old.invoice_settings, default_payment_method: defaultMethod(tx, old, params) },
    metadata: mergeMetadata(old.metadata, params.metadata),
    name: text(params.name, old.name),
    phone: text(params.phone, old.phone),
    preferred_locales: params.preferred_locales ? [...params.preferred_locales] : old.preferred_locales,
    shipping: params.shipping === undefined ? old.shipping : params.shipping || null,
  };
}

function defaultMethod(tx: Transaction, old: Customer, params: CustomerParams): string | null {
  const wanted = params.invoice_settings?.default_payment_method;
  if (wanted === undefined) return old.invoice_settings.default_payment_method as string | null;
  if (wanted === '') return null;
  const method = paymentMethodOf(tx, wanted, 'invoice_settings[default_payment_method]');
  if (method.customer === old.id) return method.id;
  const message = `The customer does not have a payment method with the ID ${wanted}. The payment method must be attached to the customer.`;
  throw invalidRequest(message, {
    code: 'resource_missing',
    param: 'invoice_settings[default_payment_method]',
  });
}

function blankCustomer(tx: Transaction): Customer {
  return {
    id: newId('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: tx.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId('', 8).slice(1).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}
