import type { CheckoutSession } from '../state/stored';

/** What a payer enters on the checkout page. */
export interface Payer {
  /** `pm_card_…` or a payment method of the customer. */
  readonly payment_method: string;
  readonly email?: string;
  readonly name?: string;
}

/** What was bought: the fields of the session that tell it. */
export type Bought = Pick<CheckoutSession, 'payment_status'> &
  Partial<Pick<CheckoutSession, 'payment_intent' | 'subscription' | 'invoice'>>;
