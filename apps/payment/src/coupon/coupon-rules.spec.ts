import fc from 'fast-check';
import { Types } from 'mongoose';
import { assertApplicable, assertLeft, discountOf } from './coupon-rules';
import type { CouponTerms } from './coupon.schema';

const NOW = new Date('2026-11-05T10:00:00.000Z');
const terms = (more: Partial<CouponTerms> = {}): CouponTerms => ({
  _id: new Types.ObjectId(),
  code: 'LESS',
  kind: 'percent',
  value: 20,
  currency: null,
  courses: null,
  plans: null,
  valid_from: new Date('2026-11-01T00:00:00.000Z'),
  valid_until: null,
  max_redemptions: 10,
  max_per_user: 1,
  redemptions: 0,
  disabled: false,
  created_at: NOW,
  ...more,
});

describe('discountOf', () => {
  it('rounds half a unit up, and never takes more than the price', () => {
    expect(discountOf(terms(), 4990)).toBe(998);
    expect(discountOf(terms({ value: 50 }), 1)).toBe(1);
    expect(discountOf(terms({ kind: 'amount', value: 500 }), 300)).toBe(300);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        (value, price) => {
          const off = discountOf(terms({ value }), price);
          expect(Number.isSafeInteger(off) && off >= 0 && off <= price).toBe(true);
          expect(Math.abs(off - (price * value) / 100)).toBeLessThanOrEqual(0.5);
        },
      ),
    );
  });
});

describe('a coupon', () => {
  const priced = { course_id: '665f1c2ab7e4d91f0a3c5d7e', amount_minor: 4990, currency: 'EUR' };

  it('is valid from its first moment until the last, exclusive', () => {
    const until = terms({ valid_until: NOW });
    expect(() => assertApplicable(until, priced, new Date(NOW.getTime() - 1))).not.toThrow();
    expect(() => assertApplicable(until, priced, NOW)).toThrow('COUPON_NOT_VALID_NOW');
    expect(() => assertApplicable(terms({ valid_from: NOW }), priced, NOW)).not.toThrow();
    expect(() => assertApplicable(terms({ disabled: true }), priced, NOW)).toThrow('COUPON_NOT_VALID_NOW');
  });

  it('is for what it names', () => {
    const course = new Types.ObjectId(priced.course_id);
    expect(() => assertApplicable(terms({ courses: [course] }), priced, NOW)).not.toThrow();
    expect(() => assertApplicable(terms({ courses: [] }), priced, NOW)).toThrow('COUPON_NOT_APPLICABLE');
    const plan = { plan: 'pro' as const, amount_minor: 3900, currency: 'EUR' };
    expect(() => assertApplicable(terms({ courses: [], plans: ['pro'] }), plan, NOW)).not.toThrow();
    expect(() => assertApplicable(terms({ plans: [] }), plan, NOW)).toThrow('COUPON_NOT_APPLICABLE');
    const dollars = terms({ kind: 'amount', value: 500, currency: 'USD' });
    expect(() => assertApplicable(dollars, priced, NOW)).toThrow('COUPON_NOT_APPLICABLE');
    expect(() => assertApplicable(terms(), { ...priced, amount_minor: 0 }, NOW)).toThrow(
      'COUPON_NOT_APPLICABLE',
    );
  });

  it('ends at its limits', () => {
    expect(() => assertLeft({ coupon: terms(), used_by_user: 0 }, NOW)).not.toThrow();
    expect(() => assertLeft({ coupon: terms(), used_by_user: 1 }, NOW)).toThrow('COUPON_ALREADY_USED');
    const gone = terms({ redemptions: 10 });
    expect(() => assertLeft({ coupon: gone, used_by_user: 0 }, NOW)).toThrow('COUPON_EXHAUSTED');
  });
});
