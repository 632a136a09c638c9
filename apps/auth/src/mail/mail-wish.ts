import { SHADOW_ADMIN_ID } from '../shadow-admin/shadow-admin.service';
import type { UserRecord } from '../users/user.schema';
import type { MailRecord } from './mail.schema';

/**
 * Whether a mail is still for somebody. Matters of the account reach everybody who has one; notifications those who
 * have not turned them off, and not the administrator of the environment, who could not.
 */
export function isWanted({ kind }: Pick<MailRecord, 'kind'>, user: UserRecord): boolean {
  if (kind !== 'notification') return user.status !== 'deleted';
  if (user._id.toHexString() === SHADOW_ADMIN_ID) return false;
  return user.status === 'active' && user.notification_settings.email_notifications;
}
