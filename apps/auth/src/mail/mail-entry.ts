import { mailDue, type MailDue, type MailKind } from '@har/contracts';
import { outboxEntry, type OutboxEntry } from '@har/messaging';
import { newId } from '@har/routing';

const NOTICE_TTL_MS = 3 * 86_400_000;

export interface PlannedMail {
  user_id: string;
  kind: MailKind;
  /** What the secret of the mail is made from. */
  nonce?: string;
  /** After three days a notice is no news any more. */
  expires_at?: Date;
}

/** A mail, to write with the change that causes it: once the change is stored, the mail will be sent. */
export function mailEntry({ expires_at, ...mail }: PlannedMail): OutboxEntry<MailDue> {
  const expiry = expires_at ?? new Date(Date.now() + NOTICE_TTL_MS);
  return outboxEntry(mailDue.type, { ...mail, mail_id: newId(), expires_at: expiry.toISOString() });
}
