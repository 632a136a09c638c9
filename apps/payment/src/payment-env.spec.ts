import { readEnv } from '@har/env';
import { createStripe } from './payment-gateway/stripe-client';
import { PAYMENT_ENV_SCHEMA } from './payment-env';
import { DEFAULT_PLANS, plansOpening } from './plan/plan-catalogue';

const ENV = {
  PORT: '3003',
  MONGODB_URI: 'mongodb://localhost:27017/',
  REDIS_URL: 'redis://localhost:6379',
  STRIPE_SECRET_KEY: 'sk_test_x',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_x',
  STRIPE_WEBHOOK_SECRET: 'whsec_0123456789abcdef',
};
const read = (more: NodeJS.ProcessEnv = {}) => readEnv(PAYMENT_ENV_SCHEMA, { ...ENV, ...more });

describe('the configuration', () => {
  it('has plans of its own', () => {
    expect(read().PLANS).toEqual(DEFAULT_PLANS);
    expect(plansOpening(DEFAULT_PLANS, 'Python').map(({ plan }) => plan)).toEqual(['pro', 'enterprise']);
  });

  it('takes plans as JSON', () => {
    const PLANS = JSON.stringify({
      basic: { amount: 5, domains: ['R'] },
      pro: { amount: 9.5, currency: 'USD', trial_days: 7 },
      enterprise: { amount: 20, domains: null },
    });
    expect(read({ PLANS }).PLANS).toEqual({
      basic: { amount: 5, currency: 'EUR', domains: ['R'], trial_days: 0 },
      pro: { amount: 9.5, currency: 'USD', domains: null, trial_days: 7 },
      enterprise: { amount: 20, currency: 'EUR', domains: null, trial_days: 0 },
    });
  });

  it.each([
    ['what is no JSON', 'basic'],
    ['a missing plan', '{"basic":{"amount":5}}'],
    ['a price of nothing', JSON.stringify({ ...DEFAULT_PLANS, pro: { amount: 0 } })],
    ['an unknown domain', JSON.stringify({ ...DEFAULT_PLANS, pro: { amount: 1, domains: ['Cooking'] } })],
  ])('refuses %s', (_, PLANS) => {
    expect(() => read({ PLANS })).toThrow(/PLANS/);
  });

  it('refuses keys that are none, without showing them', () => {
    const wrong = () => read({ STRIPE_SECRET_KEY: 'hunter2', STRIPE_WEBHOOK_SECRET: 'short' });
    expect(wrong).toThrow(/STRIPE_SECRET_KEY.*STRIPE_WEBHOOK_SECRET/);
    expect(wrong).not.toThrow(/hunter2/);
  });

  it('leads the SDK to Stripe, or to what STRIPE_API_BASE names', () => {
    const hostOf = (STRIPE_API_BASE?: string) => {
      const stripe = createStripe({ STRIPE_SECRET_KEY: 'sk_test_x', STRIPE_API_BASE });
      return `${stripe.getApiField('protocol')}://${stripe.getApiField('host')}:${stripe.getApiField('port')}`;
    };
    expect(hostOf()).toBe('https://api.stripe.com:443');
    expect(hostOf('http://localhost:4242')).toBe('http://localhost:4242');
    expect(hostOf('https://stripe.test')).toBe('https://stripe.test:443');
    expect(hostOf('http://stripe.test')).toBe('http://stripe.test:80');
  });
});
