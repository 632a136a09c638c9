import { CatalogueError } from '@har/errors';
import type { Actor } from './actor';

/** Sessions that ended before their tokens did, and users who are suspended. */
export interface Revocations {
  readonly sessions: readonly string[];
  readonly suspended_users: readonly string[];
}

const OVERLAP_MS = 60_000;

/**
 * What this process knows about ended sessions and suspended users. Memory is only the copy: it is loaded from the auth
 * service, kept fresh by its events, and loaded again whenever an event may have been missed.
 */
export class RevocationList {
  private sessions = new Map<string, number>();
  private suspended = new Set<string>();

  /** Replaces what is known; ended sessions heard of a moment ago stay, as the list may be older than they are. */
  load(revocations: Revocations): void {
    const now = Date.now();
    const fresh = [...this.sessions].filter(([, heardAt]) => now - heardAt < OVERLAP_MS);
    this.sessions = new Map([...revocations.sessions.map((id) => [id, 0] as const), ...fresh]);
    this.suspended = new Set(revocations.suspended_users);
  }

  revokeSessions(sessionIds: readonly string[]): void {
    const now = Date.now();
    for (const id of sessionIds) this.sessions.set(id, now);
  }

  setSuspended(userId: string, suspended: boolean): void {
    if (suspended) this.suspended.add(userId);
    else this.suspended.delete(userId);
  }

  /** @throws CatalogueError USER_SUSPENDED or UNAUTHORIZED */
  assertValid(actor: Actor): void {
    if (this.suspended.has(actor.user_id)) throw new CatalogueError('USER_SUSPENDED');
    if (this.sessions.has(actor.session_id)) throw new CatalogueError('UNAUTHORIZED');
  }
}
