import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import { SUBSCRIPTIONS, type Subscription, type SubscriptionState } from './subscription.schema';

const MUTABLE = [
  'status',
  'holds_plan',
  'awaiting_payment',
  'cancel_at_period_end',
  'renewal_date',
  'cancelled_date',
  'activated_at',
  'attention',
  'check_at',
] as const satisfies readonly (keyof SubscriptionState)[];

@Injectable()
export class SubscriptionRepository implements OnModuleInit {
  constructor(@InjectModel(SUBSCRIPTIONS) private readonly subscriptions: Model<Subscription>) {}

  async onModuleInit(): Promise<void> {
    await this.subscriptions.init();
  }

  /** @returns null when the user has one that has not ended, or this very one is there */
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
