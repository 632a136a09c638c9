import { Schema, type Types } from 'mongoose';
import type { PlanName, SubscriptionStage, SubscriptionStatus } from '@har/contracts';
import type { Language } from '@har/errors';
import { checkoutSchema, type StoredCheckout } from '../checkout-session/stored-checkout';
import { appliedCouponSchema } from '../coupon/applied-coupon.schema';
import type { AppliedCoupon } from '../coupon/coupon-redemption.service';
import { journalEntrySchema, type JournalEntry } from '../ledger/journal-entry';

/** What news about a subscription changes. */
export interface SubscriptionState {
  status: SubscriptionStatus;
  /** Where Stripe has it; `status` is what 001 calls it. */
  stage: SubscriptionStage;
  plan: PlanName;
  domains: string[] | null;
  /** What a month costs. */
  amount_minor: number;
  /** Set until it has ended: a user has one at most, a unique index is on it. */
  holds_plan?: boolean;
  /** Set while or after it has a trial: a user has one at most, a unique index is on it. */
  used_trial?: boolean;
  awaiting_payment: boolean;
  cancel_at_period_end: boolean;
  renewal_date: Date | null;
  cancelled_date: Date | null;
  trial_end: Date | null;
  /** While a renewal is unpaid: until when it goes on opening courses. */
  grace_until: Date | null;
  /** When it first opened something. */
  activated_at: Date | null;
  /** `paid_after_end` or `disputed`: what needs a person. */
  attention: string | null;
  /** When Stripe is asked next, whatever its events say; null once it has ended. */
  check_at: Date | null;
  journal: JournalEntry[];
}

/** A change of plan as it was shown: asked for again within its time, it is made at this price. */
export interface ChangePreview {
  plan: PlanName;
  /** From when it counts at Stripe; null when it costs nothing now. */
  from: Date | null;
  made_at: Date;
}

/** A subscription (001 §SERVICE 3 A). `version` grows with every change. */
export interface Subscription extends SubscriptionState {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  currency: string;
  trial_days: number;
  coupon: AppliedCoupon | null;
  checkout: StoredCheckout | null;
  /** The subscriber's, for receipts. */
  language: Language;
  change_preview: ChangePreview | null;
  stripe_subscription_id: string | null;
  confirm_attempts: number;
  version: number;
  unsettled?: boolean;
  created_at: Date;
}

export const SUBSCRIPTIONS = 'Subscription';

const changePreviewSchema = new Schema<ChangePreview>(
  {
    plan: { type: String, required: true },
    from: { type: Date, default: null },
    made_at: { type: Date, required: true },
  },
  { _id: false },
);

export const subscriptionSchema = new Schema<Subscription>(
  {
    user_id: { type: Schema.Types.ObjectId, required: true },
    plan: { type: String, required: true },
    domains: { type: [String], default: null },
    amount_minor: { type: Number, required: true },
    currency: { type: String, required: true },
    status: { type: String, required: true },
    stage: { type: String, default: 'active' },
    holds_plan: Boolean,
    used_trial: Boolean,
    awaiting_payment: { type: Boolean, required: true },
    cancel_at_period_end: { type: Boolean, default: false },
    renewal_date: { type: Date, default: null },
    cancelled_date: { type: Date, default: null },
    trial_end: { type: Date, default: null },
    grace_until: { type: Date, default: null },
    activated_at: { type: Date, default: null },
    attention: { type: String, default: null },
    trial_days: { type: Number, default: 0 },
    coupon: { type: appliedCouponSchema, default: null },
    checkout: { type: checkoutSchema, default: null },
    language: { type: String, default: 'fr' },
    change_preview: { type: changePreviewSchema, default: null },
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
// A trial once per user.
subscriptionSchema.index(
  { used_trial: 1, user_id: 1 },
  { unique: true, partialFilterExpression: { used_trial: true } },
);
subscriptionSchema.index({ user_id: 1, status: 1 });
subscriptionSchema.index({ stripe_subscription_id: 1 });
subscriptionSchema.index({ check_at: 1 }, { partialFilterExpression: { check_at: { $type: 'date' } } });
subscriptionSchema.index({ unsettled: 1 }, { partialFilterExpression: { unsettled: true } });
