import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Revocations } from '@har/access';
import type { SessionsEnding, Tokens } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toObjectId } from '@har/mongo';
import { newId } from '@har/routing';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import { deriveKey } from '../secrets/derived-key';
import { AccessTokenService } from '../signing-keys/access-token.service';
import { UserRepository } from '../users/user.repository';
import { UserService } from '../users/user.service';
import type { UserRecord } from '../users/user.schema';
import {
  formatRefreshToken,
  hashRefreshValue,
  newRefreshValue,
  parseRefreshToken,
  successorValue,
  type RefreshToken,
} from './refresh-token';
import { SessionRepository } from './session.repository';
import type { SessionRecord } from './session.schema';

/** How long a client that lost the answer may ask again with the token it exchanged (promise: at most 10 seconds). */
const GRACE_MS = 10_000;
/** Clocks of machines differ by less than this. */
const CLOCK_SKEW_MS = 60_000;
const DAY_MS = 86_400_000;

type SessionEnv = Pick<
  AuthEnv,
  'KEY_ENCRYPTION_SECRET' | 'ACCESS_TOKEN_TTL_SECONDS' | 'REFRESH_TOKEN_TTL_SECONDS'
>;

/** Sessions: opened by a sign-in, carried on by refresh tokens, ended by logout, by reuse or by a change of the account. */
@Injectable()
export class SessionService {
  private readonly logger = new Logger(SessionService.name);
  private readonly key: Buffer;

  constructor(
    private readonly sessions: SessionRepository,
    private readonly users: UserService,
    private readonly accounts: UserRepository,
    private readonly tokens: AccessTokenService,
    @Inject(AUTH_ENV) private readonly env: SessionEnv,
  ) {
    this.key = deriveKey(env.KEY_ENCRYPTION_SECRET, 'refresh-token');
  }

  /** Opens a session of the user, as they were when they proved themself. */
  async open(user: UserRecord): Promise<Tokens & { session_id: string }> {
    const now = new Date();
    const value = newRefreshValue();
    const _id = toObjectId(newId());
    const session: SessionRecord = {
      _id,
      user_id: user._id,
      epoch: user.session_epoch,
      token_hash: hashRefreshValue(value),
      created_at: now,
      ended_at: null,
      ...this.lifetimeFrom(now),
    };
    await this.sessions.insert(session);
    const session_id = _id.toHexString();
    return {
      session_id,
      token: await this.tokens.sign(user, session_id),
      refresh_token: formatRefreshToken(this.key, { session_id, value }),
    };
  }

  /**
   * Exchanges a refresh token. Of any number of callers with the same token all get the same successor; after ten
   * seconds, or once the successor was used, the token's repetition ends the session.
   *
   * @throws CatalogueError INVALID_REFRESH_TOKEN
   */
  async refresh(token: string): Promise<Tokens> {
    const parent = parseRefreshToken(this.key, token);
    const session = parent && (await this.exchange(parent));
    const user = session && (await this.users.find(session.user_id.toHexString()));
    if (!parent || !session || !user || !isCurrent(session, user))
      throw new CatalogueError('INVALID_REFRESH_TOKEN');
    const value = successorValue(this.key, parent.value, session.successor_nonce!);
    return {
      token: await this.tokens.sign(user, parent.session_id),
      refresh_token: formatRefreshToken(this.key, { session_id: parent.session_id, value }),
    };
  }

  /** Ends one session; nothing happens when it has ended already. */
  async end(sessionId: string, reason: string): Promise<void> {
    const session = await this.sessions.findById(sessionId);
    if (!session || session.ended_at !== null) return;
    await this.sessions.end([session], reason);
    this.logger.log({ message: 'session ended', user_id: session.user_id.toHexString(), reason });
  }

  /** Ends the sessions from before an epoch of the user, whoever asks for it and however often. */
  async endBefore({ user_id, epoch, keep_session_id, reason }: SessionsEnding): Promise<void> {
    const active = await this.sessions.listActive(user_id, { epoch: { $lt: epoch } });
    await this.sessions.end(
      active.filter(({ _id }) => _id.toHexString() !== keep_session_id),
      reason,
    );
  }

  /** Ends the sessions of a user that do not belong to their present epoch. */
  async endForeign(user: UserRecord, reason: string): Promise<void> {
    const active = await this.sessions.listActive(user._id.toHexString(), {
      epoch: { $ne: user.session_epoch },
    });
    await this.sessions.end(active, reason);
  }

  /** What no access token that still runs may be used for: sessions that ended, users who are suspended. */
  async listRevocations(): Promise<Revocations> {
    const since = new Date(Date.now() - this.env.ACCESS_TOKEN_TTL_SECONDS * 1000 - CLOCK_SKEW_MS);
    const [sessions, suspended_users] = await Promise.all([
      this.sessions.listEnded(since),
      this.accounts.listSuspended(since),
    ]);
    return { sessions, suspended_users };
  }

  private async exchange({ session_id, value }: RefreshToken): Promise<SessionRecord | null> {
    const rotated_at = new Date();
    const successor_nonce = newRefreshValue();
    const parent_hash = hashRefreshValue(value);
    const token_hash = hashRefreshValue(successorValue(this.key, value, successor_nonce));
    const lifetime = this.lifetimeFrom(rotated_at);
    const rotation = { session_id, parent_hash, token_hash, successor_nonce, rotated_at, ...lifetime };
    return (await this.sessions.rotate(rotation)) ?? (await this.repeat(session_id, parent_hash));
  }

  /** A token that is not, or no longer, the one in use: the immediate parent within the grace, or a repetition. */
  private async repeat(session_id: string, tokenHash: string): Promise<SessionRecord | null> {
    const session = await this.sessions.findById(session_id);
    if (!session || session.ended_at !== null || session.token_hash === tokenHash) return null;
    const age = Date.now() - (session.rotated_at?.getTime() ?? 0);
    if (session.parent_hash === tokenHash && age <= GRACE_MS) return session;
    this.logger.warn({
      message: 'refresh token used again',
      user_id: session.user_id.toHexString(),
      session_id,
    });
    await this.sessions.end([session], 'refresh_token_reused');
    return null;
  }

  private lifetimeFrom(now: Date): Pick<SessionRecord, 'expires_at' | 'purge_at'> {
    const refresh = this.env.REFRESH_TOKEN_TTL_SECONDS * 1000;
    const access = this.env.ACCESS_TOKEN_TTL_SECONDS * 1000;
    return {
      expires_at: new Date(now.getTime() + refresh),
      purge_at: new Date(now.getTime() + refresh + access + DAY_MS),
    };
  }
}

/** Whether the session was not overtaken by a change of the account that ends it. */
function isCurrent(session: SessionRecord, user: UserRecord): boolean {
  if (user.status !== 'active') return false;
  return session.epoch === user.session_epoch || session._id.toHexString() === user.kept_session_id;
}
