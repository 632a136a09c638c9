import { assertAccess, needsToken, readsToken, type Access, type Actor, type Role } from './actor';

const actor = (role: Role) => ({ role }) as unknown as Actor;
const EVERY: Access[] = ['public', 'optional', 'user', 'instructor', 'admin', 'signature', 'internal'];

/** What each caller meets: undefined where the door is open. */
const DOORS: Record<Access, Record<'nobody' | Role, string | undefined>> = {
  public: { nobody: undefined, learner: undefined, instructor: undefined, admin: undefined },
  optional: { nobody: undefined, learner: undefined, instructor: undefined, admin: undefined },
  signature: { nobody: undefined, learner: undefined, instructor: undefined, admin: undefined },
  internal: { nobody: undefined, learner: undefined, instructor: undefined, admin: undefined },
  user: { nobody: 'UNAUTHORIZED', learner: undefined, instructor: undefined, admin: undefined },
  instructor: {
    nobody: 'UNAUTHORIZED',
    learner: 'INSTRUCTOR_REQUIRED',
    instructor: undefined,
    admin: undefined,
  },
  admin: {
    nobody: 'UNAUTHORIZED',
    learner: 'ADMIN_REQUIRED',
    instructor: 'ADMIN_REQUIRED',
    admin: undefined,
  },
};

describe('assertAccess', () => {
  it.each(EVERY)('opens %s to whom it is for', (access) => {
    for (const [who, refusal] of Object.entries(DOORS[access])) {
      const attempt = () => assertAccess(access, who === 'nobody' ? undefined : actor(who as Role));
      if (refusal) expect(attempt).toThrow(refusal);
      else expect(attempt).not.toThrow();
    }
  });
});

describe('needsToken and readsToken', () => {
  it('say which routes look at a token, and which cannot do without', () => {
    expect(EVERY.filter(needsToken)).toEqual(['user', 'instructor', 'admin']);
    expect(EVERY.filter(readsToken)).toEqual(['optional', 'user', 'instructor', 'admin']);
  });
});
