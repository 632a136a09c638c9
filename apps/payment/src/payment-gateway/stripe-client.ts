import Stripe from 'stripe';
import type { PaymentEnv } from '../payment-env';

/** Milliseconds for one attempt; the SDK makes two more, with the same idempotency key. */
const TIMEOUT_MS = 5_000;
const RETRIES = 2;

/** The SDK with its API version pinned, talking to Stripe or to what STRIPE_API_BASE names. */
export function createStripe(env: Pick<PaymentEnv, 'STRIPE_SECRET_KEY' | 'STRIPE_API_BASE'>): Stripe {
  return new Stripe(env.STRIPE_SECRET_KEY, {
    apiVersion: '2026-10-28.endive',
    maxNetworkRetries: RETRIES,
    timeout: TIMEOUT_MS,
    telemetry: false,
    appInfo: { name: 'Har Academy' },
    ...(env.STRIPE_API_BASE && addressOf(env.STRIPE_API_BASE)),
  });
}

function addressOf(base: string): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  const { hostname, port, protocol } = new URL(base);
  const secure = protocol === 'https:';
  return { host: hostname, port: port || (secure ? 443 : 80), protocol: secure ? 'https' : 'http' };
}
