import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey, toObjectId, whenIndexed } from '@har/mongo';
import {
  SUBSCRIPTIONS,
  type ChangePreview,
  type Subscription,
  type SubscriptionState,
} from './subscription.schema';

const MUTABLE = [
  'status',
  'stage',
  'plan',
  'domains',
  'amount_minor',
  'holds_plan',
  'used_trial',
  'awaiting_payment',
  'cancel_at_period_end',
  'renewal_date',
  'cancelled_date',
  'trial_end',
  'grace_until',
  'activated_at',
  'attention',
  'check_at',
] as const satisfies readonly (keyof SubscriptionState)[];

@Injectable()
export class SubscriptionRepository implements OnModuleInit {
  constructor(@InjectModel(SUBSCRIPTIONS) private readonly subscriptions: Model<Subscription>) {}

  async onModuleInit(): Promise<void> {
    await whenIndexed(this.subscriptions);
  }

  /** @returns null when the user has one that has not ended, has had the trial, or this very one is there */
  async insert(subscription: Subscription): Promise<Subscription | null> {
    try {
      return (await this.subscriptions.create(subscription)).toObject<Subscription>();
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  async findById(id: string): Promise<Subscription | null> {
    return this.subscriptions.findById(id).lean<Subscription>();
  }

  async findOwned(userId: string, id: string): Promise<Subscription | null> {
    return this.subscriptions
      .findOne({ _id: toObjectId(id), user_id: toObjectId(userId) })
      .lean<Subscription>();
  }

  /** The one that has not ended. */
  async findHolding(userId: string): Promise<Subscription | null> {
    return this.subscriptions.findOne({ user_id: toObjectId(userId), holds_plan: true }).lean<Subscription>();
  }

  async findActive(userId: string): Promise<Subscription | null> {
    return this.subscriptions.findOne({ user_id: toObjectId(userId), status: 'active' }).lean<Subscription>();
  }

  async hasUsedTrial(userId: string): Promise<boolean> {
    const query = { user_id: toObjectId(userId), used_trial: true };
    return (await this.subscriptions.exists(query)) !== null;
  }

  async findByStripeId(stripeId: string): Promise<Subscription | null> {
    return this.subscriptions.findOne({ stripe_subscription_id: stripeId }).lean<Subscription>();
  }

  /** Notes its id at Stripe; the first one stays. */
  async setStripeId(id: string, stripeId: string): Promise<void> {
    await this.subscriptions.updateOne(
      { _id: toObjectId(id), stripe_subscription_id: null },
      { $set: { stripe_subscription_id: stripeId }, $inc: { version: 1 } },
    );
  }

  /** Notes its checkout session; the first one stays. */
  async setSession(id: string, sessionId: string): Promise<void> {
    await this.subscriptions.updateOne(
      { _id: toObjectId(id), checkout: { $ne: null }, 'checkout.session_id': null },
      { $set: { 'checkout.session_id': sessionId }, $inc: { version: 1 } },
    );
  }

  /** Notes a change as it was shown, unless the same one is noted and not older than that. @returns the one that is noted */
  async notePreview(id: string, preview: ChangePreview, notBefore: Date): Promise<ChangePreview | null> {
    const { plan } = preview;
    const stale = [
      { change_preview: null },
      { 'change_preview.plan': { $ne: plan } },
      { 'change_preview.made_at': { $lt: notBefore } },
    ];
    await this.subscriptions.updateOne(
      { _id: toObjectId(id), $or: stale },
      { $set: { change_preview: preview } },
    );
    return (await this.findById(id))?.change_preview ?? null;
  }

  async dropPreview(id: string, made_at: Date): Promise<void> {
    await this.subscriptions.updateOne(
      { _id: toObjectId(id), 'change_preview.made_at': made_at },
      { $set: { change_preview: null } },
    );
  }

  /** @returns the number of the attempt to pay that may be made now, from 1 */
  async countAttempt(id: string): Promise<number> {
    const counted = await this.subscriptions
      .findOneAndUpdate(
        { _id: toObjectId(id) },
        { $inc: { confirm_attempts: 1 } },
        { returnDocument: 'after' },
      )
      .lean<Subscription>();
    return counted?.confirm_attempts ?? 1;
  }

  /** Writes what changed in one update, if the subscription is still as it was. @returns null when it is not */
  async replace(before: Subscription, after: Subscription): Promise<Subscription | null> {
    const changed = MUTABLE.filter((field) => before[field] !== after[field]);
    const gone = changed.filter((field) => after[field] === undefined);
    const set = changed.filter((field) => after[field] !== undefined);
    const entries = after.journal.slice(before.journal.length);
    return this.subscriptions
      .findOneAndUpdate(
        { _id: before._id, version: before.version, status: before.status },
        {
          $set: { ...Object.fromEntries(set.map((field) => [field, after[field]])), unsettled: true },
          ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((field) => [field, 1])) }),
          ...(entries.length > 0 && { $push: { journal: { $each: entries } } }),
          $inc: { version: 1 },
        },
        { returnDocument: 'after' },
      )
      .lean<Subscription>();
  }

  async markSettled({ _id, version }: Pick<Subscription, '_id' | 'version'>): Promise<void> {
    await this.subscriptions.updateOne({ _id, version }, { $unset: { unsettled: 1 } });
  }

  async listUnsettled(limit: number): Promise<Subscription[]> {
    return this.subscriptions.find({ unsettled: true }).limit(limit).lean<Subscription[]>();
  }

  /** Takes one that Stripe is to be asked about; another replica gets it again after `until`. */
  async claimDue(now: Date, until: Date): Promise<Subscription | null> {
    return this.subscriptions
      .findOneAndUpdate(
        { check_at: { $lte: now } },
        { $set: { check_at: until } },
        { sort: { check_at: 1 }, returnDocument: 'after' },
      )
      .lean<Subscription>();
  }

  /** Every subscription, oldest first, for the audit. */
  all(): AsyncIterable<Subscription> {
    return this.subscriptions
      .find()
      .sort({ _id: 1 })
      .lean<Subscription[]>()
      .cursor() as AsyncIterable<Subscription>;
  }
}
