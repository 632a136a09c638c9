import { mergeMetadata } from '../http/metadata';
import type { CheckoutSession } from '../state/stored';
import type { Transaction } from '../state/transaction';
import type { CreateSessionParams } from './checkout.schema';

/** A session that nobody has paid yet, before its amounts are known. */
export function newSession(tx: Transaction, id: string, params: CreateSessionParams): CheckoutSession {
  const subscribes = params.mode === 'subscription';
  const email = params.customer_email ?? null;
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: params.allowed_payment_method_types
      ? [...params.allowed_payment_method_types]
      : null,
    amount_subtotal: null,
    amount_total: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: tx.now,
    currency: null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: params.customer ?? null,
    customer_account: null,
    customer_creation: customerCreation(params),
    customer_details: email === null ? null : { ...NOBODY, email },
    customer_email: email,
    discounts: [],
    expires_at: tx.now,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: mergeMetadata(null, params.metadata),
    mode: params.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: subscribes ? 'always' : 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null,
    success_url: params.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${tx.request.base_url}/checkout/${id}`,
    wallet_options: null,
  };
}

/** What Stripe knows of a payer who has told nothing. */
export const NOBODY = {
  address: null,
  business_name: null,
  email: null,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: null,
};

function customerCreation({ mode, customer, customer_creation }: CreateSessionParams): string | null {
  if (customer !== undefined) return null;
  return mode === 'subscription' ? 'always' : (customer_creation ?? 'if_required');
}
