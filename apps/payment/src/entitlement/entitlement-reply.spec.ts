import { Types } from 'mongoose';
import { isOpen, toEntitlementReply, toEntitlementState } from './entitlement-reply';
import type { Entitlement } from './entitlement.schema';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const LATER = new Date('2026-11-21T12:00:00.001Z');
const id = '665f1c2ab7e4d91f0a3c5d7e';
const right = (more: Partial<Entitlement> = {}): Entitlement => ({
  _id: new Types.ObjectId(id),
  user_id: new Types.ObjectId(id),
  course_id: new Types.ObjectId(id),
  plan: null,
  domains: null,
  source: 'purchase',
  source_reference: new Types.ObjectId(id),
  source_version: 7,
  status: 'active',
  reason: 'completed',
  expires_at: null,
  version: 3,
  created_at: NOW,
  revoked_at: null,
  ...more,
});

describe('isOpen', () => {
  it.each([
    ['active for ever', {}, true],
    ['active until later', { expires_at: LATER }, true],
    ['active until now', { expires_at: NOW }, false],
    ['revoked', { status: 'revoked' as const }, false],
    ['expired', { status: 'expired' as const, expires_at: LATER }, false],
  ])('%s', (_what, more, open) => {
    expect(isOpen(right(more), NOW)).toBe(open);
  });
});

describe('toEntitlementReply', () => {
  it('shows what its holder may see', () => {
    expect(toEntitlementReply(right({ expires_at: LATER, revoked_at: NOW }), NOW)).toEqual({
      _id: id,
      user_id: id,
      course_id: id,
      plan: null,
      domains: null,
      source: 'purchase',
      source_reference: id,
      status: 'active',
      reason: 'completed',
      expires_at: LATER.toISOString(),
      created_at: NOW.toISOString(),
      revoked_at: NOW.toISOString(),
    });
  });

  it('says that it ran out before anybody marked it so, and keeps other ends', () => {
    const plan = right({ course_id: null, plan: 'pro', domains: ['Excel'] });
    expect(toEntitlementReply({ ...plan, expires_at: NOW }, NOW)).toMatchObject({
      status: 'expired',
      course_id: null,
      plan: 'pro',
      domains: ['Excel'],
    });
    expect(toEntitlementReply(right({ status: 'revoked', expires_at: NOW }), NOW).status).toBe('revoked');
  });
});

describe('toEntitlementState', () => {
  it('tells the other services what they keep', () => {
    expect(toEntitlementState(right({ expires_at: LATER }))).toEqual({
      entitlement_id: id,
      version: 3,
      user_id: id,
      course_id: id,
      plan: null,
      domains: null,
      source: 'purchase',
      active: true,
      expires_at: LATER.toISOString(),
    });
    expect(toEntitlementState(right({ course_id: null, status: 'revoked' }))).toMatchObject({
      course_id: null,
      active: false,
      expires_at: null,
    });
  });
});
