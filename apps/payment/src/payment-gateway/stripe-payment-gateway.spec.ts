import Stripe from 'stripe';
import type { PaymentEnv } from '../payment-env';
import { StripePaymentGateway } from './stripe-payment-gateway';

const NEW = 'whsec_new_secret_of_the_endpoint';
const OLD = 'whsec_old_secret_of_the_endpoint';
const gatewayOf = (STRIPE_WEBHOOK_SECRET: string) =>
  new StripePaymentGateway({ STRIPE_SECRET_KEY: 'sk_test_x', STRIPE_WEBHOOK_SECRET } as PaymentEnv);
const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'payout.paid', data: { object: {} } });
const signed = (secret: string) => Stripe.webhooks.generateTestHeaderString({ payload, secret });

describe('readEvent', () => {
  it('takes either secret while they are rotated, and only the new one after', () => {
    const rotating = gatewayOf(`${NEW}, ${OLD}`);
    for (const secret of [NEW, OLD]) {
      expect(rotating.readEvent(Buffer.from(payload), signed(secret), 'payments')).toEqual({
        id: 'evt_1',
        type: 'payout.paid',
        payload,
      });
    }
    const rotated = gatewayOf(NEW);
    expect(() => rotated.readEvent(Buffer.from(payload), signed(OLD), 'payments')).toThrow(
      'INVALID_SIGNATURE',
    );
    expect(() => rotated.readEvent(Buffer.from(payload), signed('whsec_of_nobody'), 'payments')).toThrow(
      'INVALID_SIGNATURE',
    );
  });

  it('holds an endpoint of its own for subscriptions against its own secret', () => {
    const SUBSCRIPTIONS = 'whsec_of_the_subscription_endpoint';
    const env = { STRIPE_SECRET_KEY: 'sk_test_x', STRIPE_WEBHOOK_SECRET: NEW };
    const two = new StripePaymentGateway({
      ...env,
      STRIPE_SUBSCRIPTION_WEBHOOK_SECRET: SUBSCRIPTIONS,
    } as PaymentEnv);
    const raw = Buffer.from(payload);
    expect(two.readEvent(raw, signed(SUBSCRIPTIONS), 'subscriptions').id).toBe('evt_1');
    expect(() => two.readEvent(raw, signed(NEW), 'subscriptions')).toThrow('INVALID_SIGNATURE');
    expect(() => two.readEvent(raw, signed(SUBSCRIPTIONS), 'payments')).toThrow('INVALID_SIGNATURE');
    expect(gatewayOf(NEW).readEvent(raw, signed(NEW), 'subscriptions').id).toBe('evt_1');
  });

  it('refuses what is signed but no JSON', () => {
    const header = Stripe.webhooks.generateTestHeaderString({ payload: 'text', secret: NEW });
    expect(() => gatewayOf(NEW).readEvent(Buffer.from('text'), header, 'payments')).toThrow(
      'INVALID_SIGNATURE',
    );
  });
});
