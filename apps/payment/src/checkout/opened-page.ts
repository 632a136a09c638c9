import type { OpenedCheckout } from '@har/contracts';
import type { GatewayCheckout } from '../payment-gateway/gateway-types';

/** A page that was opened, and what is paid on it. */
export interface OpenedPage {
  session: GatewayCheckout | null;
  reply: Pick<OpenedCheckout, 'transaction' | 'subscription'>;
  /** Whether it has run out: what it held is free again. */
  over: boolean;
}
