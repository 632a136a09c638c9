import { sessionsEnding, type SessionsEnding } from '@har/contracts';
import { outboxEntry, type OutboxEntry } from '@har/messaging';
import type { UserRecord } from '../users/user.schema';

export interface NewEpoch {
  readonly set: { session_epoch: number; kept_session_id: string | null };
  readonly event: OutboxEntry<SessionsEnding>;
}

/**
 * What a change of an account writes to end the sessions from before: they end even if this process dies right after it.
 *
 * @param keepSessionId the one session that goes on
 */
export function newEpoch(user: UserRecord, reason: string, keepSessionId?: string): NewEpoch {
  const epoch = user.session_epoch + 1;
  return {
    set: { session_epoch: epoch, kept_session_id: keepSessionId ?? null },
    event: outboxEntry(sessionsEnding.type, {
      user_id: user._id.toHexString(),
      epoch,
      ...(keepSessionId !== undefined && { keep_session_id: keepSessionId }),
      reason,
    }),
  };
}
