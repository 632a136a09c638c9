import { Injectable, Logger } from '@nestjs/common';
import { CatalogueError } from '@har/errors';
import { LoginThrottleService } from '../login-throttle/login-throttle.service';
import { mailEntry } from '../mail/mail-entry';
import { assertStrongPassword } from '../passwords/password-policy';
import { PasswordService } from '../passwords/password.service';
import { newEpoch } from '../sessions/new-epoch';
import { SessionService } from '../sessions/session.service';
import { UserRepository } from '../users/user.repository';
import type { UserRecord } from '../users/user.schema';
import { UserService } from '../users/user.service';
import { hashResetToken } from './reset-token';

@Injectable()
export class PasswordResetService {
  private readonly logger = new Logger(PasswordResetService.name);

  constructor(
    private readonly users: UserService,
    private readonly accounts: UserRepository,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly throttle: LoginThrottleService,
  ) {}

  /**
   * Sets a new password by the token of a link, once; all sessions end and the account is unlocked.
   *
   * @throws CatalogueError WEAK_PASSWORD (the link stays good), INVALID_RESET_TOKEN
   */
  async redeem(token: string, newPassword: string): Promise<void> {
    assertStrongPassword(newPassword, 'new_password');
    const owner = () => this.getOwner(hashResetToken(token));
    const user_id = (await owner())._id.toHexString();
    const password_hash = await this.passwords.hash(newPassword);
    const notice = mailEntry({ user_id, kind: 'password-changed' });
    const updated = await this.users.change(
      user_id,
      (user) => {
        const epoch = newEpoch(user, 'password_reset');
        return {
          set: { password_hash, ...epoch.set },
          unset: ['password_reset'],
          events: [epoch.event, notice],
        };
      },
      owner,
    );
    await this.sessions.endBefore({ user_id, epoch: updated.session_epoch, reason: 'password_reset' });
    await this.throttle.forgive(updated.email);
    this.logger.log({ message: 'password reset', user_id });
  }

  private async getOwner(tokenHash: string): Promise<UserRecord> {
    const user = await this.accounts.findByResetToken(tokenHash, new Date());
    if (!user || user.status === 'deleted') throw new CatalogueError('INVALID_RESET_TOKEN');
    return user;
  }
}
