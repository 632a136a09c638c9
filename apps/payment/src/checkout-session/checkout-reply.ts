import type { CheckoutSession } from '@har/contracts';
import type { GatewayCheckout } from '../payment-gateway/gateway-types';

/** What a browser needs to go to the page; undefined when the session is over. */
export function toCheckoutReply(session: GatewayCheckout | null): CheckoutSession | undefined {
  if (!session?.url || session.status !== 'open') return undefined;
  return { session_id: session.id, url: session.url, expires_at: session.expires_at.toISOString() };
}
