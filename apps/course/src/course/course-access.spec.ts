import { Types } from 'mongoose';
import type { Actor, Role } from '@har/access';
import { assertEditable, assertManaged, assertVisible, managesCourse } from './course-access';

const owner = new Types.ObjectId();
const actor = (role: Role, user_id: Types.ObjectId = new Types.ObjectId()): Actor => ({
  user_id: user_id.toHexString(),
  role,
  session_id: 's',
  language: 'en',
  token: 't',
  expires_at: 0,
});
const course = (status: 'draft' | 'published' | 'archived') => ({ instructor_id: owner, status });

const NOBODY = undefined;
const OWNER = actor('instructor', owner);
const OTHER = actor('instructor');
const LEARNER = actor('learner');
const ADMIN = actor('admin');

describe('managesCourse', () => {
  it.each([
    ['nobody', NOBODY, false],
    ['the owner', OWNER, true],
    ['an owner who is no instructor any more', actor('learner', owner), true],
    ['another instructor', OTHER, false],
    ['a learner', LEARNER, false],
    ['an admin', ADMIN, true],
  ])('%s', (_who, who, expected) => {
    expect(managesCourse(who, course('draft'))).toBe(expected);
  });
});

describe('assertVisible', () => {
  it.each([NOBODY, LEARNER, OTHER, OWNER, ADMIN])('shows a published course to everybody (%#)', (who) => {
    const published = course('published');
    expect(assertVisible(who, published)).toBe(published);
  });

  it.each(['draft', 'archived'] as const)('shows a %s course to owner and admins alone', (status) => {
    const hidden = course(status);
    expect(assertVisible(OWNER, hidden)).toBe(hidden);
    expect(assertVisible(ADMIN, hidden)).toBe(hidden);
    for (const who of [NOBODY, LEARNER, OTHER]) {
      expect(() => assertVisible(who, hidden)).toThrow('COURSE_NOT_FOUND');
    }
  });

  it('finds nothing where nothing is, whoever looks', () => {
    expect(() => assertVisible(ADMIN, null)).toThrow('COURSE_NOT_FOUND');
  });
});

describe('assertManaged and assertEditable', () => {
  it('say what is missing: the course, or the right', () => {
    expect(() => assertManaged(ADMIN, null)).toThrow('COURSE_NOT_FOUND');
    expect(() => assertManaged(OTHER, course('published'))).toThrow('COURSE_NOT_OWNER');
    expect(() => assertEditable(OTHER, course('archived'))).toThrow('COURSE_NOT_OWNER');
  });

  it('let the owner manage every course and edit those that are not archived', () => {
    for (const status of ['draft', 'published', 'archived'] as const) {
      const own = course(status);
      expect(assertManaged(OWNER, own)).toBe(own);
      if (status !== 'archived') expect(assertEditable(OWNER, own)).toBe(own);
    }
    expect(() => assertEditable(ADMIN, course('archived'))).toThrow('COURSE_ARCHIVED');
  });
});
