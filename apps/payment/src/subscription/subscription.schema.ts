import { Schema, type Types } from 'mongoose';
import type { PlanName, SubscriptionStatus } from '@har/contracts';
import { journalEntrySchema, type JournalEntry } from '../ledger/journal-entry';

/** What news about a subscription changes. */
export interface SubscriptionState {
  status: SubscriptionStatus;
  /** Set until it has ended: a user has one at most, a unique index is on it. */
  holds_plan?: boolean;
  awaiting_payment: boolean;
  cancel_at_period_end: boolean;
  renewal_date: Date | null;
  cancelled_date: Date | null;
  /** When it first opened something. */
  activated_at: Date | null;
  /** `paid_after_end` or `disputed`: what needs a person. */
  attention: string | null;
  /** When Stripe is asked next, whatever its events say; null once it has ended. */
  check_at: Date | null;
  journal: JournalEntry[];
}

/** A subscription (001 §SERVICE 3 A). `version` grows with every change. */
export interface Subscription extends SubscriptionState {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  plan: PlanName;
  domains: string[] | null;
  amount_minor: number;
  currency: string;
  stripe_subscription_id: string | null;
  confirm_attempts: number;
  version: number;
  unsettled?: boolean;
  created_at: Date;
}

export const SUBSCRIPTIONS = 'Subscription';

export const subscriptionSchema = new Schema<Subscription>(
  {
    user_id: { type: Schema.Types.ObjectId, required: true },
    plan: { type: String, required: true },
    domains: { type: [String], default: null },
    amount_minor: { type: Number, required: true },
    currency: { type: String, required: true },
    status: { type: String, required: true },
    holds_plan: Boolean,
    awaiting_payment: { type: Boolean, required: true },
    cancel_at_period_end: { type: Boolean, default: false },
    renewal_date: { type: Date, default: null },
    cancelled_date: { type: Date, default: null },
    activated_at: { type: Date, default: null },
    attention: { type: String, default: null },
    stripe_subscription_id: { type: String, default: null },
    check_at: { type: Date, default: null },
    journal: { type: [journalEntrySchema], default: [] },
    confirm_attempts: { type: Number, default: 0 },
    version: { type: Number, required: true },
    unsettled: Boolean,
    created_at: { type: Date, required: true },
  },
  { collection: 'subscriptions', versionKey: false },
);

subscriptionSchema.index({ user_id: 1 }, { unique: true, partialFilterExpression: { holds_plan: true } });
subscriptionSchema.index({ user_id: 1, status: 1 });
subscriptionSchema.index({ stripe_subscription_id: 1 });
subscriptionSchema.index({ check_at: 1 }, { partialFilterExpression: { check_at: { $type: 'date' } } });
subscriptionSchema.index({ unsettled: 1 }, { partialFilterExpression: { unsettled: true } });

/** Who a user is at Stripe: made once, whatever happens at the same time. */
export interface StripeCustomer {
  /** the user's id */
  _id: Types.ObjectId;
  stripe_customer_id: string;
}

export const STRIPE_CUSTOMERS = 'StripeCustomer';

export const stripeCustomerSchema = new Schema<StripeCustomer>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    stripe_customer_id: { type: String, required: true },
  },
  { collection: 'stripe_customers', versionKey: false },
);
