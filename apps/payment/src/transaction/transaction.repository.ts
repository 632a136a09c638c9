import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import type { AdminTransactionFilter } from '@har/contracts';
import { isDuplicateKey, toObjectId, whenIndexed } from '@har/mongo';
import { TRANSACTIONS, type Transaction, type TransactionState } from './transaction.schema';

const MUTABLE = [
  'status',
  'holds_course',
  'stripe_payment_intent_id',
  'failure_code',
  'refund',
  'dispute',
  'attention',
  'check_at',
  'completed_at',
  'refunded_at',
] as const satisfies readonly (keyof TransactionState)[];

/** Another purchase of the user already holds the course. */
export class CourseHeldError extends Error {
  override readonly name = 'CourseHeldError';
}

@Injectable()
export class TransactionRepository implements OnModuleInit {
  constructor(@InjectModel(TRANSACTIONS) private readonly transactions: Model<Transaction>) {}

  /** The unique index must be there before the first purchase. */
  async onModuleInit(): Promise<void> {
    await whenIndexed(this.transactions);
  }

  /** @throws CourseHeldError when a pending or completed purchase is there, or one of this very id */
  async insert(transaction: Transaction): Promise<Transaction> {
    try {
      const created = await this.transactions.create(transaction);
      return created.toObject<Transaction>();
    } catch (error) {
      if (isDuplicateKey(error)) throw new CourseHeldError();
      throw error;
    }
  }

  async findById(id: string): Promise<Transaction | null> {
    return this.transactions.findById(id).lean<Transaction>();
  }

  async isPending(id: string): Promise<boolean> {
    return (await this.transactions.exists({ _id: toObjectId(id), status: 'pending' })) !== null;
  }

  /** The purchase that holds the course for the user. */
  async findHolding(userId: string, courseId: string): Promise<Transaction | null> {
    return this.transactions
      .findOne({ user_id: toObjectId(userId), course_id: toObjectId(courseId), holds_course: true })
      .lean<Transaction>();
  }

  async findByIntent(intentId: string): Promise<Transaction | null> {
    return this.transactions.findOne({ stripe_payment_intent_id: intentId }).lean<Transaction>();
  }

  /**
   * Writes what changed from `before` to `after` in one update, if the transaction is still as it was.
   *
   * @returns null when somebody else changed it meanwhile
   * @throws CourseHeldError when another purchase holds the course
   */
  async replace(before: Transaction, after: Transaction): Promise<Transaction | null> {
    const changed = MUTABLE.filter((field) => before[field] !== after[field]);
    const gone = changed.filter((field) => after[field] === undefined);
    const set = changed.filter((field) => after[field] !== undefined);
    const entries = after.journal.slice(before.journal.length);
    try {
      return await this.transactions
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
        .lean<Transaction>();
    } catch (error) {
      if (isDuplicateKey(error)) throw new CourseHeldError();
      throw error;
    }
  }

  /** Notes the payment intent of a pending purchase; the first one stays. */
  async setIntent(id: string, intentId: string): Promise<void> {
    await this.transactions.updateOne(
      { _id: toObjectId(id), stripe_payment_intent_id: null },
      { $set: { stripe_payment_intent_id: intentId }, $inc: { version: 1 } },
    );
  }

  /** Notes the checkout session of a pending purchase; the first one stays. */
  async setSession(id: string, sessionId: string): Promise<void> {
    await this.transactions.updateOne(
      { _id: toObjectId(id), checkout: { $ne: null }, 'checkout.session_id': null },
      { $set: { 'checkout.session_id': sessionId }, $inc: { version: 1 } },
    );
  }

  /** @returns the number of the attempt that may be made now, from 1 */
  async countAttempt(id: string): Promise<number> {
    const counted = await this.transactions
      .findOneAndUpdate(
        { _id: toObjectId(id) },
        { $inc: { confirm_attempts: 1 } },
        { returnDocument: 'after' },
      )
      .lean<Transaction>();
    return counted?.confirm_attempts ?? 1;
  }

  async markSettled({ _id, version }: Pick<Transaction, '_id' | 'version'>): Promise<void> {
    await this.transactions.updateOne({ _id, version }, { $unset: { unsettled: 1 } });
  }

  async listUnsettled(limit: number): Promise<Transaction[]> {
    return this.transactions.find({ unsettled: true }).limit(limit).lean<Transaction[]>();
  }

  /** Takes one transaction that is due for the reconciler; another replica gets it again after `until`. */
  async claimDue(now: Date, until: Date): Promise<Transaction | null> {
    return this.transactions
      .findOneAndUpdate(
        { check_at: { $lte: now } },
        { $set: { check_at: until } },
        { sort: { check_at: 1 }, returnDocument: 'after' },
      )
      .lean<Transaction>();
  }

  /** Puts the next look off, unless it was claimed or settled meanwhile. */
  async postpone({ _id, check_at }: Pick<Transaction, '_id' | 'check_at'>, next: Date): Promise<void> {
    await this.transactions.updateOne({ _id, check_at }, { $set: { check_at: next } });
  }

  /** Nothing is waited for any more. */
  async forget({ _id, check_at }: Pick<Transaction, '_id' | 'check_at'>): Promise<void> {
    await this.transactions.updateOne({ _id, check_at }, { $set: { check_at: null } });
  }

  async list(filter: AdminTransactionFilter): Promise<{ transactions: Transaction[]; total: number }> {
    const { page, limit, status, payment_method, user_id, course_id, attention } = filter;
    const query: QueryFilter<Transaction> = {
      ...(status && { status }),
      ...(payment_method && { payment_method }),
      ...(user_id && { user_id: toObjectId(user_id) }),
      ...(course_id && { course_id: toObjectId(course_id) }),
      ...(attention !== undefined && { attention: attention ? { $ne: null } : null }),
    };
    const [transactions, total] = await Promise.all([
      this.transactions
        .find(query)
        .sort({ _id: -1 })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<Transaction[]>(),
      this.transactions.countDocuments(query, { limit: MAX_COUNTED }),
    ]);
    return { transactions, total };
  }

  /** Every transaction, oldest first, for the audit. */
  all(): AsyncIterable<Transaction> {
    return this.transactions
      .find()
      .sort({ _id: 1 })
      .lean<Transaction[]>()
      .cursor() as AsyncIterable<Transaction>;
  }
}

/** Totals shown to people stop here: counting costs as much as it counts. */
const MAX_COUNTED = 10_000;
