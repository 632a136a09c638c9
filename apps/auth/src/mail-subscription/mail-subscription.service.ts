import { Inject, Injectable } from '@nestjs/common';
import type { MailSubscription } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import type { UserRecord } from '../users/user.schema';
import { UserService } from '../users/user.service';
import { ownerOfToken } from './unsubscribe-token';

/** Stopping mails by the link in them: who holds the link has got the mail, and needs no login. */
@Injectable()
export class MailSubscriptionService {
  constructor(
    private readonly users: UserService,
    @Inject(AUTH_ENV) private readonly env: Pick<AuthEnv, 'KEY_ENCRYPTION_SECRET'>,
  ) {}

  /** @throws CatalogueError UNSUBSCRIBE_LINK_INVALID */
  async get(token: string): Promise<MailSubscription> {
    const user = await this.users.find(this.ownerOf(token));
    if (!user || user.status === 'deleted') throw new CatalogueError('UNSUBSCRIBE_LINK_INVALID');
    return toSubscription(user);
  }

  /** Stops them; again, changes nothing. @throws CatalogueError UNSUBSCRIBE_LINK_INVALID or CONCURRENT_CHANGE */
  async end(token: string): Promise<MailSubscription> {
    const user = await this.users.change(this.ownerOf(token), (account) => {
      if (account.status === 'deleted') throw new CatalogueError('UNSUBSCRIBE_LINK_INVALID');
      const settings = account.notification_settings;
      if (!settings.email_notifications) return null;
      return { set: { notification_settings: { ...settings, email_notifications: false } } };
    });
    return toSubscription(user);
  }

  private ownerOf(token: string): string {
    const owner = ownerOfToken(this.env.KEY_ENCRYPTION_SECRET, token);
    if (!owner) throw new CatalogueError('UNSUBSCRIBE_LINK_INVALID');
    return owner;
  }
}

function toSubscription({ notification_settings }: UserRecord): MailSubscription {
  return { email_notifications: notification_settings.email_notifications };
}
