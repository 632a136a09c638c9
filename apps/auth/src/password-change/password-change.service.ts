import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '@har/access';
import { CatalogueError } from '@har/errors';
import { LoginThrottleService } from '../login-throttle/login-throttle.service';
import { mailEntry } from '../mail/mail-entry';
import { assertStrongPassword } from '../passwords/password-policy';
import { PasswordService } from '../passwords/password.service';
import { newEpoch } from '../sessions/new-epoch';
import { SessionService } from '../sessions/session.service';
import { UserRepository } from '../users/user.repository';
import type { StoredUser } from '../users/user.schema';
import { assertStored, UserService } from '../users/user.service';

export interface PasswordChange {
  old_password: string;
  new_password: string;
}

@Injectable()
export class PasswordChangeService {
  private readonly logger = new Logger(PasswordChangeService.name);

  constructor(
    private readonly users: UserService,
    private readonly accounts: UserRepository,
    private readonly passwords: PasswordService,
    private readonly throttle: LoginThrottleService,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Replaces the password by one who knows the old one; all sessions but theirs end (001 §SERVICE 1 B,
   * `POST /auth/change-password`).
   *
   * @throws CatalogueError WRONG_PASSWORD, WEAK_PASSWORD, TOO_MANY_LOGIN_FAILURES, USER_NOT_FOUND, CONFIGURED_ACCOUNT,
   * CONCURRENT_CHANGE
   */
  async change(
    actor: Actor,
    { old_password, new_password }: PasswordChange,
    ip: string | undefined,
  ): Promise<void> {
    assertStored(actor.user_id);
    assertStrongPassword(new_password, 'new_password');
    const { email, password_hash: proven } = await this.getAccount(actor.user_id);
    const right = await this.throttle.attempt({ ip, account: email }, () =>
      this.passwords.verify(old_password, proven),
    );
    if (!right) throw new CatalogueError('WRONG_PASSWORD');
    const password_hash = await this.passwords.hash(new_password);
    const notice = mailEntry({ user_id: actor.user_id, kind: 'password-changed' });
    const load = (id: string) => this.getAccount(id);
    const updated = await this.users.change(
      actor.user_id,
      (user) => {
        // Changed by somebody else since: what was proven is the old password no longer.
        if ((user as StoredUser).password_hash !== proven) throw new CatalogueError('WRONG_PASSWORD');
        const epoch = newEpoch(user, 'password_changed', actor.session_id);
        return {
          set: { password_hash, ...epoch.set },
          unset: ['password_reset'],
          events: [epoch.event, notice],
        };
      },
      load,
    );
    await this.sessions.endBefore({
      user_id: actor.user_id,
      epoch: updated.session_epoch,
      keep_session_id: actor.session_id,
      reason: 'password_changed',
    });
    this.logger.log({ message: 'password changed', user_id: actor.user_id });
  }

  private async getAccount(id: string): Promise<StoredUser> {
    const account = await this.accounts.findCredentials({ id });
    if (!account || account.status === 'deleted') throw new CatalogueError('USER_NOT_FOUND');
    return account;
  }
}
