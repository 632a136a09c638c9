import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { CouponChange, CouponFilter } from '@har/contracts';
import { isDuplicateKey, toObjectId, whenIndexed } from '@har/mongo';
import type { CouponUse } from './coupon-rules';
import { COUPONS, type Coupon, type CouponTerms } from './coupon.schema';

/** Who holds a coupon is many lines, and nobody's to see. */
const TERMS = { held: 0, per_user: 0 } as const;
const TERM_FIELDS = [
  'code',
  'kind',
  'value',
  'currency',
  'courses',
  'plans',
  'valid_from',
  'valid_until',
  'max_redemptions',
  'max_per_user',
  'redemptions',
  'disabled',
  'created_at',
] as const satisfies readonly (keyof CouponTerms)[];

@Injectable()
export class CouponRepository implements OnModuleInit {
  constructor(@InjectModel(COUPONS) private readonly coupons: Model<Coupon>) {}

  async onModuleInit(): Promise<void> {
    await whenIndexed(this.coupons);
  }

  /** @returns null when the code is taken; the coupon that is there when its id is */
  async insert(terms: CouponTerms): Promise<CouponTerms | null> {
    try {
      await this.coupons.create({ ...terms, held: {}, per_user: {} });
      return terms;
    } catch (error) {
      if (isDuplicateKey(error)) return this.findById(terms._id.toHexString());
      throw error;
    }
  }

  async findById(id: string): Promise<CouponTerms | null> {
    return this.coupons.findById(id, TERMS).lean<CouponTerms>();
  }

  async findByCode(code: string): Promise<CouponTerms | null> {
    return this.coupons.findOne({ code }, TERMS).lean<CouponTerms>();
  }

  async change(id: string, change: CouponChange): Promise<CouponTerms | null> {
    return this.coupons
      .findOneAndUpdate(
        { _id: toObjectId(id) },
        { $set: change },
        { returnDocument: 'after', projection: TERMS },
      )
      .lean<CouponTerms>();
  }

  async list({ page, limit, code }: CouponFilter): Promise<{ coupons: CouponTerms[]; total: number }> {
    const query = code === undefined ? {} : { code };
    const [coupons, total] = await Promise.all([
      this.coupons
        .find(query, TERMS)
        .sort({ _id: -1 })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<CouponTerms[]>(),
      this.coupons.countDocuments(query, { limit: MOST_COUNTED }),
    ]);
    return { coupons, total };
  }

  /** The coupon with what that user has of it, and whether that payment holds it. */
  async findUse(id: string, userId: string, holder: string): Promise<(CouponUse & { held: boolean }) | null> {
    const fields = [...TERM_FIELDS, `held.${holder}`, `per_user.${userId}`];
    const projection = Object.fromEntries(fields.map((field) => [field, 1]));
    const found = await this.coupons.findById(id, projection).lean<Partial<Coupon> & CouponTerms>();
    if (!found) return null;
    const { held = {}, per_user = {}, ...coupon } = found;
    return { coupon, used_by_user: per_user[userId] ?? 0, held: held[holder] !== undefined };
  }

  /**
   * Holds the coupon for a payment, if its limits are still what was seen and leave room: one atomic update.
   *
   * @returns false when it holds it already, or nothing is left
   */
  async hold({ _id, max_redemptions, max_per_user }: CouponTerms, userId: string, holder: string) {
    const ofUser = `per_user.${userId}`;
    const { modifiedCount } = await this.coupons.updateOne(
      {
        _id,
        disabled: false,
        max_redemptions,
        max_per_user,
        redemptions: { $lt: max_redemptions },
        [`held.${holder}`]: { $exists: false },
        $or: [{ [ofUser]: { $exists: false } }, { [ofUser]: { $lt: max_per_user } }],
      },
      { $set: { [`held.${holder}`]: userId }, $inc: { redemptions: 1, [ofUser]: 1 } },
    );
    return modifiedCount === 1;
  }

  /** Gives back what a payment held; said twice, it is the same. */
  async release(id: string, userId: string, holder: string): Promise<void> {
    await this.coupons.updateOne(
      { _id: toObjectId(id), [`held.${holder}`]: userId },
      { $unset: { [`held.${holder}`]: 1 }, $inc: { redemptions: -1, [`per_user.${userId}`]: -1 } },
    );
  }

  /** Every coupon with what holds it, for the audit. */
  all(): AsyncIterable<Coupon> {
    return this.coupons.find().sort({ _id: 1 }).lean<Coupon[]>().cursor() as AsyncIterable<Coupon>;
  }
}

/** Totals shown to people stop here. */
const MOST_COUNTED = 10_000;
