import Joi from 'joi';
import { event, objectId } from '@har/routing';
import { NOTIFICATION_NEWS, type NotificationNews } from './notification.contract';

/** News to mail to a user. The auth service knows the address and the language, and whether mails are wanted. */
export interface NotificationMailDue {
  mail_id: string;
  user_id: string;
  /** At least one, in the order in which it happened; several make one digest. */
  news: NotificationNews[];
  /** How many more there are than the mail shows. */
  more_count: number;
  /** After that there is no use in sending it; ISO 8601. */
  expires_at: string;
}

export const notificationMailDue = event({
  type: 'notification.mail-due',
  topic: 'community',
  summary: 'Notifications are to be mailed to a user, once',
  payload: Joi.object<NotificationMailDue, true>({
    mail_id: objectId().required(),
    user_id: objectId().required(),
    news: Joi.array().items(NOTIFICATION_NEWS).min(1).required(),
    more_count: Joi.number().integer().min(0).required(),
    expires_at: Joi.string().isoDate().required(),
  }),
});
