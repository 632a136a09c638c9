import { randomBytes } from 'node:crypto';
import type { PaymentEnv } from '../src/payment-env';
import { StripePaymentGateway } from '../src/payment-gateway/stripe-payment-gateway';

/**
 * Everything that is sent to Stripe, held against Stripe's own OpenAPI by stripe-mock (stateless: it checks what is sent
 * and answers examples). `npm run test:stripe-shapes` starts it; elsewhere there is nothing to talk to.
 */
const base = process.env.STRIPE_MOCK_URL;
const described = base ? describe : describe.skip;

const hex = () => randomBytes(12).toString('hex');
const gateway = () =>
  new StripePaymentGateway({
    STRIPE_SECRET_KEY: 'sk_test_123',
    STRIPE_WEBHOOK_SECRET: 'whsec_of_the_shapes',
    STRIPE_API_BASE: base,
  } as PaymentEnv);

const page = {
  success_url: 'https://academy.test/done?session_id={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://academy.test/cancelled',
  expires_at: new Date(Date.now() + 3_600_000),
  customer_id: 'cus_123',
  user_id: hex(),
  language: 'fr',
};
const recurring = { plan: 'pro', amount_minor: 3900, currency: 'EUR' };

described('what is sent to Stripe', () => {
  const calls: [string, (stripe: StripePaymentGateway) => Promise<unknown>][] = [
    ['a customer', (stripe) => stripe.createCustomer(hex())],
    [
      'a payment',
      (stripe) =>
        stripe.createPayment({
          transaction_id: hex(),
          user_id: hex(),
          customer_id: 'cus_123',
          course_id: hex(),
          amount_minor: 4990,
          currency: 'EUR',
          description: 'Tables',
        }),
    ],
    ['the question for it', (stripe) => stripe.getPayment('pi_123')],
    [
      'its confirmation',
      (stripe) =>
        stripe.confirmPayment({
          payment_id: 'pi_123',
          payment_method_id: 'pm_card_visa',
          attempt: `confirm:${hex()}`,
        }),
    ],
    ['its end', (stripe) => stripe.cancelPayment('pi_123')],
    ['a refund', (stripe) => stripe.refundPayment(hex(), 'pi_123')],
    ['the question for refunds', (stripe) => stripe.listRefunds('pi_123')],
    [
      'a page for a course',
      (stripe) =>
        stripe.createPurchaseCheckout({
          ...page,
          transaction_id: hex(),
          course_id: hex(),
          amount_minor: 4990,
          currency: 'EUR',
          description: 'Tables',
        }),
    ],
    [
      'a page for a plan with trial and coupon',
      (stripe) =>
        stripe.createPlanCheckout({
          ...page,
          subscription_id: hex(),
          price_id: 'price_123',
          coupon_id: 'har_1',
          trial_days: 14,
        }),
    ],
    ['the question for a page', (stripe) => stripe.getCheckout('cs_123')],
    ['the end of a page', (stripe) => stripe.expireCheckout('cs_123')],
    ['a portal', (stripe) => stripe.createPortal('cus_123', 'https://academy.test/')],
    [
      'a coupon of per cent',
      (stripe) =>
        stripe.ensureCoupon({ id: `har_${hex()}`, code: 'LESS', kind: 'percent', value: 20, currency: null }),
    ],
    [
      'a coupon of an amount',
      (stripe) =>
        stripe.ensureCoupon({
          id: `har_${hex()}`,
          code: 'LESS',
          kind: 'amount',
          value: 500,
          currency: 'EUR',
        }),
    ],
    ['a price', (stripe) => stripe.findOrCreatePrice(recurring)],
    [
      'a subscription with trial and coupon',
      (stripe) =>
        stripe.createSubscription({
          subscription_id: hex(),
          user_id: hex(),
          customer_id: 'cus_123',
          price_id: 'price_123',
          coupon_id: 'har_1',
          trial_days: 14,
        }),
    ],
    ['the question for it', (stripe) => stripe.findSubscription('sub_123')],
    ['a card to keep', (stripe) => stripe.setPaymentMethod('sub_123', 'cus_123', 'pm_123')],
    ['the preview of another price', (stripe) => stripe.previewPriceChange('sub_123', 'price_456')],
    [
      'another price',
      (stripe) =>
        stripe.changePrice({
          subscription: 'sub_123',
          price_id: 'price_456',
          from: new Date(),
          attempt: `change:${hex()}`,
        }),
    ],
    ['a cancellation at the end', (stripe) => stripe.setCancelAtPeriodEnd('sub_123', true)],
    ['the end of a subscription', (stripe) => stripe.endSubscription('sub_123')],
    ['the question for an invoice', (stripe) => stripe.getInvoice('in_123')],
    ['the question whose invoice it was', (stripe) => stripe.findInvoiceOf('pi_123')],
    ['the question for events', (stripe) => first(stripe.listEvents(new Date()))],
    ['the question for movements', (stripe) => first(stripe.listMovements())],
  ];

  it.each(calls)('is what it takes: %s', async (_, call) => {
    await expect(call(gateway())).resolves.not.toThrow();
  });
});

/** The mock answers the same page again and again. */
async function first<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}
