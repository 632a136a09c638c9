import { Inject, Injectable } from '@nestjs/common';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import { resetLinkOf, resetTokenOf } from '../password-reset/reset-token';
import type { UserRecord } from '../users/user.schema';
import type { Letter } from './letter';
import { renderMail } from './mail-layout';
import type { MailRecord } from './mail.schema';

/** Writes the letter of a mail, at the moment it is sent: only then does its secret exist in clear. */
@Injectable()
export class LetterComposer {
  constructor(
    @Inject(AUTH_ENV) private readonly env: Pick<AuthEnv, 'KEY_ENCRYPTION_SECRET' | 'FRONTEND_URL'>,
  ) {}

  compose({ _id, kind, nonce, created_at }: MailRecord, user: UserRecord): Letter {
    const { first_name, language, email } = user;
    const link = nonce === undefined ? undefined : this.resetLink(nonce);
    const rendered = renderMail(kind, language, { first_name, link });
    return { id: _id.toHexString(), to: email, date: created_at, ...rendered };
  }

  private resetLink(nonce: string): string {
    return resetLinkOf(this.env.FRONTEND_URL, resetTokenOf(this.env.KEY_ENCRYPTION_SECRET, nonce));
  }
}
