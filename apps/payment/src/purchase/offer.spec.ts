import type { Actor } from '@har/access';
import type { CourseOffer } from '@har/contracts';
import { DEFAULT_PLANS } from '../plan/plan-catalogue';
import { assertBuyable } from './offer';

const actor = { user_id: 'buyer', role: 'learner' } as unknown as Actor;
const offer = (more: object = {}) =>
  ({
    course_id: 'c',
    title: 'Tables',
    status: 'published',
    instructor_id: 'teacher',
    price: { amount: 49.9, currency: 'EUR', pricing_model: 'one-time' },
    domain: 'Excel',
    language: 'en',
    ...more,
  }) as unknown as CourseOffer;
const FREE = { price: { amount: 0, currency: 'EUR', pricing_model: 'one-time' } };
const SUBSCRIPTION = { price: { amount: 49.9, currency: 'EUR', pricing_model: 'subscription' } };

describe('assertBuyable', () => {
  it.each([
    ['a course by card', {}, 'card'],
    ['a course by transfer', {}, 'bank_transfer'],
    ['a free course', FREE, 'free'],
  ] as const)('sells %s', (_what, more, method) => {
    expect(assertBuyable(actor, offer(more), method, DEFAULT_PLANS)).toBeUndefined();
  });

  it.each([
    ['one’s own course', { instructor_id: 'buyer' }, 'card', 'OWN_COURSE'],
    ['a draft', { status: 'draft' }, 'card', 'PURCHASE_COURSE_NOT_FOUND'],
    ['what is archived', { status: 'archived' }, 'card', 'COURSE_NOT_FOR_SALE'],
    ['what plans open', SUBSCRIPTION, 'card', 'SUBSCRIPTION_REQUIRED'],
    ['for nothing what costs something', {}, 'free', 'PAYMENT_METHOD_NOT_POSSIBLE'],
    ['by card what costs nothing', FREE, 'card', 'PAYMENT_METHOD_NOT_POSSIBLE'],
  ] as const)('does not sell %s', (_what, more, method, code) => {
    expect(() => assertBuyable(actor, offer(more), method, DEFAULT_PLANS)).toThrow(code);
  });

  it('names the plans and the method', () => {
    const refusalOf = (more: object, method: 'card' | 'free') => {
      try {
        assertBuyable(actor, offer(more), method, DEFAULT_PLANS);
      } catch (error) {
        return (error as { args: object }).args;
      }
      return undefined;
    };
    expect(refusalOf(SUBSCRIPTION, 'card')).toEqual({ plans: 'basic, pro, enterprise' });
    expect(refusalOf({}, 'free')).toEqual({ payment_method: 'free' });
  });
});
