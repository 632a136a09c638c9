import { Injectable, Logger } from '@nestjs/common';
import { userChanged, type Registration, type SignedIn } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { outboxEntry } from '@har/messaging';
import { toObjectId } from '@har/mongo';
import { assertStrongPassword } from '../passwords/password-policy';
import { PasswordService } from '../passwords/password.service';
import { SessionService } from '../sessions/session.service';
import { ShadowAdminService } from '../shadow-admin/shadow-admin.service';
import { searchTermsOf } from '../users/search-terms';
import { UserRepository } from '../users/user.repository';
import { toUserReply, toUserSummary } from '../users/user-reply';

const FIRST_VERSION = 1;

@Injectable()
export class RegistrationService {
  private readonly logger = new Logger(RegistrationService.name);

  constructor(
    private readonly users: UserRepository,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly shadowAdmin: ShadowAdminService,
  ) {}

  /**
   * Makes a learner's account and opens its first session (001 §SERVICE 1 B, `POST /auth/register`).
   *
   * @param id what the account's `_id` is to be
   * @throws CatalogueError WEAK_PASSWORD, EMAIL_TAKEN
   */
  async register({ password, ...person }: Registration, id: string): Promise<SignedIn> {
    assertStrongPassword(password, 'password');
    if (this.shadowAdmin.findByEmail(person.email)) throw new CatalogueError('EMAIL_TAKEN');
    const account = {
      _id: toObjectId(id),
      ...person,
      password_hash: await this.passwords.hash(password),
      role: 'learner' as const,
      status: 'active' as const,
      notification_settings: { email_notifications: true, marketing_emails: false, newsletter: false },
      last_login_at: new Date(),
      version: FIRST_VERSION,
      session_epoch: 0,
      search_terms: searchTermsOf(person),
    };
    const news = outboxEntry(userChanged.type, { ...toUserSummary(account), version: FIRST_VERSION });
    const user = await this.users.insert(account, [news]);
    this.logger.log({ message: 'registered', user_id: id });
    const { token, refresh_token } = await this.sessions.open(user);
    return { user: toUserReply(user), token, refresh_token };
  }
}
