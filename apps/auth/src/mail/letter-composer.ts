import { Inject, Injectable } from '@nestjs/common';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import { unsubscribeLinkOf, unsubscribeTokenOf } from '../mail-subscription/unsubscribe-token';
import { resetLinkOf, resetTokenOf } from '../password-reset/reset-token';
import type { UserRecord } from '../users/user.schema';
import type { Letter } from './letter';
import { renderMail } from './mail-layout';
import { renderNotificationMail } from './notification-mail';
import type { MailRecord } from './mail.schema';

/** Writes the letter of a mail, at the moment it is sent: only then does its secret exist in clear. */
@Injectable()
export class LetterComposer {
  constructor(
    @Inject(AUTH_ENV)
    private readonly env: Pick<AuthEnv, 'KEY_ENCRYPTION_SECRET' | 'FRONTEND_URL' | 'PUBLIC_URL'>,
  ) {}

  compose(mail: MailRecord, user: UserRecord): Letter {
    const envelope = { id: mail._id.toHexString(), to: user.email, date: mail.created_at };
    return { ...envelope, ...this.write(mail, user) };
  }

  private write(mail: MailRecord, { _id, first_name, language }: UserRecord) {
    if (mail.kind === 'notification') {
      const token = unsubscribeTokenOf(this.env.KEY_ENCRYPTION_SECRET, _id.toHexString());
      const unsubscribe_url = unsubscribeLinkOf(this.env.PUBLIC_URL, token);
      const { news = [], more_count = 0 } = mail;
      const { FRONTEND_URL: frontend } = this.env;
      return {
        ...renderNotificationMail(language, { first_name, news, more_count, frontend, unsubscribe_url }),
        unsubscribe_url,
      };
    }
    const link = mail.nonce === undefined ? undefined : this.resetLink(mail.nonce);
    return renderMail(mail.kind, language, { first_name, link });
  }

  private resetLink(nonce: string): string {
    return resetLinkOf(this.env.FRONTEND_URL, resetTokenOf(this.env.KEY_ENCRYPTION_SECRET, nonce));
  }
}
