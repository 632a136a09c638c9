import { Types } from 'mongoose';
import type { Actor } from '@har/access';
import type { Course } from '../course/course.schema';
import type { Enrollment } from '../enrollment/enrollment.schema';
import type { Entitlement } from '../entitlement/entitlement.schema';
import { assertKnown, standingOf, type ReaderFacts } from './access-decision';

const owner = new Types.ObjectId();
const course_id = new Types.ObjectId();
const NOW = new Date('2026-11-21T12:00:00Z');
const LATER = new Date('2026-11-21T12:00:01Z');

const course = (more: object = {}) =>
  ({
    _id: course_id,
    instructor_id: owner,
    status: 'published',
    domain: 'Excel',
    price: { amount_minor: 4_990, currency: 'EUR', pricing_model: 'one-time' },
    ...more,
  }) as unknown as Course;
const FREE = { price: { amount_minor: 0, currency: 'EUR', pricing_model: 'one-time' } };
const enrolled = (more: object = {}) =>
  ({ status: 'active', admission: 'paid', ...more }) as unknown as Enrollment;
const right = (more: object = {}) =>
  ({
    course_id,
    plan: null,
    domains: null,
    active: true,
    expires_at: null,
    ...more,
  }) as unknown as Entitlement;
const actor = (user_id: Types.ObjectId, role = 'learner') =>
  ({ user_id: user_id.toHexString(), role }) as unknown as Actor;
const LEARNER = actor(new Types.ObjectId());

const facts = (more: Partial<ReaderFacts> = {}) => ({
  actor: LEARNER,
  course: course(),
  enrollment: enrolled(),
  entitlements: [right()],
  now: NOW,
  ...more,
});

describe('assertKnown', () => {
  it.each([
    ['a published course', {}, true],
    ['a published course, to somebody without a token', { actor: undefined, enrollment: null }, true],
    ['an archived course, to who is in it', { course: course({ status: 'archived' }) }, true],
    [
      'an archived course, to who left',
      { course: course({ status: 'archived' }), enrollment: enrolled({ status: 'dropped' }) },
      false,
    ],
    [
      'a draft, to its owner',
      { actor: actor(owner), course: course({ status: 'draft' }), enrollment: null },
      true,
    ],
    ['a draft, to a stranger', { course: course({ status: 'draft' }), enrollment: null }, false],
    ['no course at all', { course: null }, false],
  ])('%s', (_what, more, known) => {
    const given = facts(more);
    if (known) expect(assertKnown(given)).toBe(given.course);
    else expect(() => assertKnown(given)).toThrow('COURSE_NOT_FOUND');
  });
});

describe('standingOf', () => {
  it.each([
    ['the owner', { actor: actor(owner), enrollment: null, entitlements: [] }, 'author'],
    [
      'an admin',
      { actor: actor(new Types.ObjectId(), 'admin'), enrollment: null, entitlements: [] },
      'author',
    ],
    ['who bought and joined', {}, 'learner'],
    ['who completed it', { enrollment: enrolled({ status: 'completed' }) }, 'learner'],
    ['who bought and did not join', { enrollment: null }, 'NOT_ENROLLED'],
    ['who left', { enrollment: enrolled({ status: 'dropped' }) }, 'NOT_ENROLLED'],
    ['somebody without a token', { actor: undefined, enrollment: null, entitlements: [] }, 'NOT_ENROLLED'],
    ['who joined and holds nothing', { entitlements: [] }, 'COURSE_ACCESS_ENDED'],
    [
      'who holds another course',
      { entitlements: [right({ course_id: new Types.ObjectId() })] },
      'COURSE_ACCESS_ENDED',
    ],
    ['whose right was taken back', { entitlements: [right({ active: false })] }, 'COURSE_ACCESS_ENDED'],
    ['whose right ends now', { entitlements: [right({ expires_at: NOW })] }, 'COURSE_ACCESS_ENDED'],
    ['whose right ends later', { entitlements: [right({ expires_at: LATER })] }, 'learner'],
    ['who holds one right of two', { entitlements: [right({ active: false }), right()] }, 'learner'],
    [
      'who joined while it was free',
      { enrollment: enrolled({ admission: 'free' }), entitlements: [] },
      'learner',
    ],
    ['who joined a free course', { course: course(FREE), entitlements: [] }, 'learner'],
  ])('%s', (_who, more, standing) => {
    expect(standingOf(facts(more as Partial<ReaderFacts>) as ReaderFacts & { course: Course })).toBe(
      standing,
    );
  });
});
