import Joi from 'joi';
import { event, objectId } from '@har/routing';

/** Mails about the account itself: they are always sent. */
export const MAIL_KINDS = ['password-reset', 'password-changed'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** A mail to a user. It holds no secret: the link's token is made from `nonce` when the mail is written. */
export interface MailDue {
  mail_id: string;
  user_id: string;
  kind: MailKind;
  nonce?: string;
  /** After that there is no use in sending it; ISO 8601. */
  expires_at: string;
}

/** The auth service's word to itself, durable in its outbox, that a mail is to be sent. */
export const mailDue = event({
  type: 'mail.due',
  topic: 'auth',
  summary: 'A mail is to be sent to a user, once',
  payload: Joi.object<MailDue, true>({
    mail_id: objectId().required(),
    user_id: objectId().required(),
    kind: Joi.string()
      .valid(...MAIL_KINDS)
      .required(),
    nonce: Joi.string(),
    expires_at: Joi.string().isoDate().required(),
  }),
});
