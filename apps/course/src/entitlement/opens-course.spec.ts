import { Types } from 'mongoose';
import type { Entitlement } from './entitlement.schema';
import { isFree, opensCourse, type Sold } from './opens-course';

const course_id = new Types.ObjectId();
const NOW = new Date('2026-11-21T12:00:00Z');
const sold = (pricing_model: 'one-time' | 'subscription'): Sold => ({
  _id: course_id,
  domain: 'Excel',
  price: { amount_minor: 1_000, currency: 'EUR', pricing_model },
});
const right = (more: Partial<Entitlement>): Entitlement => ({
  _id: new Types.ObjectId(),
  version: 1,
  user_id: new Types.ObjectId(),
  course_id: null,
  plan: null,
  domains: null,
  source: 'purchase',
  active: true,
  expires_at: null,
  ...more,
});

describe('opensCourse', () => {
  it.each([
    ['one for the course', { course_id }, 'one-time', true],
    ['one for a subscription course', { course_id }, 'subscription', true],
    ['one for another course', { course_id: new Types.ObjectId() }, 'one-time', false],
    ['one that ended', { course_id, active: false }, 'one-time', false],
    ['one that ends later', { course_id, expires_at: new Date(NOW.getTime() + 1) }, 'one-time', true],
    ['one that ends now', { course_id, expires_at: NOW }, 'one-time', false],
    ['a plan for all domains', { plan: 'pro' }, 'subscription', true],
    ['a plan for the domain', { plan: 'basic', domains: ['Excel', 'Other'] }, 'subscription', true],
    ['a plan for other domains', { plan: 'basic', domains: ['R'] }, 'subscription', false],
    ['a plan, for a course sold by itself', { plan: 'pro' }, 'one-time', false],
    ['a right to nothing', {}, 'subscription', false],
  ] as const)('%s: %#', (_name, state, model, opens) => {
    expect(opensCourse(right(state as unknown as Partial<Entitlement>), sold(model), NOW)).toBe(opens);
  });
});

it('takes a course without a price for free', () => {
  expect(isFree({ price: { amount_minor: 0, currency: 'EUR', pricing_model: 'one-time' } })).toBe(true);
  expect(isFree(sold('one-time'))).toBe(false);
});
