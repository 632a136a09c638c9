import { CatalogueError, type ErrorCode } from '@har/errors';

export const ROLES = ['learner', 'instructor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who makes a call, as their verified access token says. */
export interface Actor {
  readonly user_id: string;
  readonly role: Role;
  readonly session_id: string;
  readonly language: 'fr' | 'en';
  /** The raw token, to call another service in the same name. */
  readonly token: string;
  /** Unix time in seconds. */
  readonly expires_at: number;
}

/**
 * Who may call a route. `public` ignores a token, `optional` reads one when there is one, `signature` is checked by
 * the handler on the raw bytes, `internal` has no door to the outside.
 */
export type Access = 'public' | 'optional' | 'user' | 'instructor' | 'admin' | 'signature' | 'internal';

const NEEDED_ROLE: Partial<Record<Access, { roles: readonly Role[]; error: ErrorCode }>> = {
  instructor: { roles: ['instructor', 'admin'], error: 'INSTRUCTOR_REQUIRED' },
  admin: { roles: ['admin'], error: 'ADMIN_REQUIRED' },
};

/** Whether a route of this access reads a token at all. */
export function readsToken(access: Access): boolean {
  return access === 'optional' || needsToken(access);
}

export function needsToken(access: Access): boolean {
  return access === 'user' || access === 'instructor' || access === 'admin';
}

/**
 * Denies by default: a route that needs a token refuses callers without one, and those of another role.
 *
 * @throws CatalogueError UNAUTHORIZED, INSTRUCTOR_REQUIRED or ADMIN_REQUIRED
 */
export function assertAccess(access: Access, actor: Actor | undefined): void {
  if (needsToken(access) && !actor) throw new CatalogueError('UNAUTHORIZED');
  const needed = NEEDED_ROLE[access];
  if (needed && actor && !needed.roles.includes(actor.role)) throw new CatalogueError(needed.error);
}
