import { Injectable, Logger } from '@nestjs/common';
import type { Credentials, SignedIn } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { LoginThrottleService } from '../login-throttle/login-throttle.service';
import { SessionService } from '../sessions/session.service';
import { UserRepository } from '../users/user.repository';
import { toUserReply } from '../users/user-reply';
import type { UserRecord } from '../users/user.schema';
import { CredentialService, isShadowAdmin, type Claimed } from './credential.service';

@Injectable()
export class LoginService {
  private readonly logger = new Logger(LoginService.name);

  constructor(
    private readonly credentials: CredentialService,
    private readonly throttle: LoginThrottleService,
    private readonly users: UserRepository,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Proves the password and opens a session (001 §SERVICE 1 B, `POST /auth/login`).
   *
   * @throws CatalogueError INVALID_CREDENTIALS for an unknown address as for a wrong password, ACCOUNT_SUSPENDED,
   * TOO_MANY_LOGIN_FAILURES
   */
  async login({ email, password }: Credentials, ip: string | undefined): Promise<SignedIn> {
    const account = await this.credentials.findByEmail(email);
    const right = await this.throttle.attempt({ ip, account: email }, () =>
      this.credentials.verify(account, password),
    );
    if (!account || !right) {
      this.logger.warn({ message: 'sign-in failed', user_id: account?._id.toHexString(), ip });
      throw new CatalogueError('INVALID_CREDENTIALS');
    }
    if (account.status === 'suspended') throw new CatalogueError('ACCOUNT_SUSPENDED');
    await this.credentials.strengthen(account, password);
    return this.signIn(account);
  }

  /**
   * The session is there before the user is looked at again: either this sees what changed since the password was
   * proven, or the one who changed it sees the session and ends it.
   */
  private async signIn(account: Claimed): Promise<SignedIn> {
    const { session_id, token, refresh_token } = await this.sessions.open(account);
    const user = await this.recordLogin(account);
    if (!user) {
      await this.sessions.end(session_id, 'superseded');
      throw new CatalogueError('INVALID_CREDENTIALS');
    }
    this.logger.log({ message: 'signed in', user_id: user._id.toHexString() });
    return { user: toUserReply(user), token, refresh_token };
  }

  private async recordLogin(account: Claimed): Promise<UserRecord | null> {
    return isShadowAdmin(account) ? account : this.users.recordLogin(account, new Date());
  }
}
