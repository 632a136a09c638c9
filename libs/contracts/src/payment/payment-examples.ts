import type { CouponReply } from './coupon-reply';
import type { EntitlementReply } from './entitlement-reply';
import type { SubscriptionReply } from './subscription-reply';
import type { TransactionReply } from './transaction-reply';

/** One purchase, one subscription and one gift that the examples of all routes share. */
export const EXAMPLE_USER_ID = '665f1c2ab7e4d91f0a3c5d10';
export const EXAMPLE_COURSE_ID = '665f1c2ab7e4d91f0a3c5d7e';

export const EXAMPLE_TRANSACTION: TransactionReply = {
  _id: '665f1c2ab7e4d91f0a3c5e01',
  user_id: EXAMPLE_USER_ID,
  course_id: EXAMPLE_COURSE_ID,
  course_title: 'Excel for everyday decisions',
  amount: 49.9,
  list_amount: 49.9,
  discount: 0,
  coupon_code: null,
  currency: 'EUR',
  status: 'completed',
  payment_method: 'card',
  stripe_payment_intent_id: 'pi_3QK1aB2eZvKYlo2C0wJ1q8xT',
  failure_code: null,
  created_at: '2026-11-05T10:00:00.000Z',
  completed_at: '2026-11-05T10:00:02.000Z',
  refunded_at: null,
};

export const EXAMPLE_PENDING: TransactionReply = {
  ...EXAMPLE_TRANSACTION,
  status: 'pending',
  completed_at: null,
};

export const EXAMPLE_SUBSCRIPTION: SubscriptionReply = {
  _id: '665f1c2ab7e4d91f0a3c5e20',
  user_id: EXAMPLE_USER_ID,
  plan: 'pro',
  status: 'active',
  amount_per_month: 39,
  currency: 'EUR',
  renewal_date: '2026-12-05T10:00:00.000Z',
  cancelled_date: null,
  cancel_at_period_end: false,
  awaiting_payment: false,
  stage: 'active',
  trial_end: null,
  grace_until: null,
  coupon_code: null,
  created_at: '2026-11-05T10:00:00.000Z',
};

export const EXAMPLE_ENTITLEMENT: EntitlementReply = {
  _id: '665f1c2ab7e4d91f0a3c5e40',
  user_id: EXAMPLE_USER_ID,
  course_id: EXAMPLE_COURSE_ID,
  plan: null,
  domains: null,
  source: 'gift',
  source_reference: '665f1c2ab7e4d91f0a3c5e40',
  status: 'active',
  reason: 'Winner of the spreadsheet week',
  expires_at: null,
  created_at: '2026-11-05T10:00:00.000Z',
  revoked_at: null,
};

export const EXAMPLE_COUPON: CouponReply = {
  _id: '665f1c2ab7e4d91f0a3c5e50',
  code: 'WELCOME20',
  kind: 'percent',
  value: 20,
  currency: null,
  courses: null,
  plans: null,
  valid_from: '2026-11-01T00:00:00.000Z',
  valid_until: null,
  max_redemptions: 500,
  max_per_user: 1,
  redemptions: 12,
  disabled: false,
  created_at: '2026-11-01T00:00:00.000Z',
};
