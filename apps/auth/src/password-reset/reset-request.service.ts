import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CatalogueError } from '@har/errors';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import { mailEntry } from '../mail/mail-entry';
import { UserRepository } from '../users/user.repository';
import { UserService } from '../users/user.service';
import { ResetLimiter } from './reset-limiter';
import { hashResetToken, newResetNonce, RESET_TTL_MS, resetTokenOf } from './reset-token';

/** What a request takes in the strict profile, so that time does not tell either whether there is an account. */
const STRICT_MS = 250;

type ResetEnv = Pick<AuthEnv, 'KEY_ENCRYPTION_SECRET' | 'SECURITY_PROFILE'>;

@Injectable()
export class ResetRequestService {
  private readonly logger = new Logger(ResetRequestService.name);

  constructor(
    private readonly users: UserService,
    private readonly accounts: UserRepository,
    private readonly limiter: ResetLimiter,
    @Inject(AUTH_ENV) private readonly env: ResetEnv,
  ) {}

  /**
   * Mails a link that sets a new password. A newer link takes the place of an older one.
   *
   * @param email normalised
   * @throws CatalogueError RATE_LIMITED, EMAIL_NOT_FOUND (001; the strict profile answers as if there were one)
   */
  async request(email: string, ip: string | undefined): Promise<void> {
    await this.limiter.consume(ip, email);
    if (this.env.SECURITY_PROFILE === 'strict') {
      await Promise.all([this.planIfKnown(email), sleep(STRICT_MS)]);
    } else if (!(await this.planIfKnown(email))) {
      throw new CatalogueError('EMAIL_NOT_FOUND');
    }
  }

  private async planIfKnown(email: string): Promise<boolean> {
    const account = await this.accounts.findByEmail(email);
    if (!account || account.status === 'deleted') return false;
    const user_id = account._id.toHexString();
    const nonce = newResetNonce();
    const token_hash = hashResetToken(resetTokenOf(this.env.KEY_ENCRYPTION_SECRET, nonce));
    const expires_at = new Date(Date.now() + RESET_TTL_MS);
    const mail = mailEntry({ user_id, kind: 'password-reset', nonce, expires_at });
    await this.users.change(user_id, () => ({
      set: { password_reset: { token_hash, expires_at } },
      events: [mail],
    }));
    this.logger.log({ message: 'password reset asked for', user_id });
    return true;
  }
}
