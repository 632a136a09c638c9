import { noSuch } from '../http/stripe-error';
import { wholeList } from '../http/list-objects';
import { newId } from '../state/identifier';
import type { Invoice, LineItem, Subscription, SubscriptionItem } from '../state/stored';
import type { Transaction } from '../state/transaction';

/** @throws StripeError 404 when there is no invoice of that id */
export function getInvoice(tx: Transaction, id: string): Invoice {
  const invoice = tx.find('invoice', id);
  if (!invoice) throw noSuch('invoice', id, 'invoice', 404);
  return invoice;
}

/** The subscription that an invoice bills, if any. */
export function subscriptionOf(tx: Transaction, invoice: Invoice): Subscription | undefined {
  return tx.find('subscription', invoice.parent.subscription_details.subscription);
}

/** A draft for the items of a subscription in their current period; a trial costs nothing. */
export function draftInvoice(
  tx: Transaction,
  subscription: Subscription,
  reason: string,
  free: boolean,
): Invoice {
  const id = newId('in');
  const lines = subscription.items.data.map((item) => lineOf(item, id, free));
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  const customer = tx.find('customer', subscription.customer);
  return {
    id,
    object: 'invoice',
    account_country: 'FR',
    account_name: 'Simulator',
    account_tax_ids: null,
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_paid_off_stripe: 0,
    amount_remaining: total,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: reason,
    collection_method: 'charge_automatically',
    created: tx.now,
    currency: subscription.currency,
    custom_fields: null,
    customer: subscription.customer,
    customer_account: null,
    customer_address: customer?.address ?? null,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: customer?.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: wholeList(lines, `/v1/invoices/${id}/lines`),
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: tx.now,
    period_start: tx.now,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: tx.now,
  };
}

function lineOf(item: SubscriptionItem, invoice: string, free: boolean): LineItem {
  const { price, quantity, subscription } = item;
  const amount = free ? 0 : (price.unit_amount ?? 0) * quantity;
  return {
    id: newId('il'),
    object: 'line_item',
    amount,
    currency: price.currency,
    description: free ? 'Trial period' : `${quantity} × ${price.nickname ?? price.id}`,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: { end: item.current_period_end, start: item.current_period_start },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: 'price_details',
      unit_amount_decimal: free ? '0' : price.unit_amount_decimal,
    },
    quantity,
    quantity_decimal: String(quantity),
    subscription,
    subtotal: amount,
    taxes: [],
  };
}
