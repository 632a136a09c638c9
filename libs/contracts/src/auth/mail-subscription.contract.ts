import Joi from 'joi';
import { route } from '@har/routing';
import { unsubscribedPage, unsubscribePage } from './mail-subscription.page';

/** The token of a mail's link: whose mails it stops, signed; it opens nothing else and needs no login. */
export interface UnsubscribeParams {
  token: string;
}

const PARAMS = Joi.object<UnsubscribeParams, true>({
  token: Joi.string()
    .pattern(/^[0-9a-f]{24}\.[\w-]{43}$/, 'token')
    .required(),
});

export interface MailSubscription {
  /** Whether e-mails about questions and answers are sent to the owner of the link. */
  email_notifications: boolean;
}

const SUBSCRIPTION = Joi.object<MailSubscription, true>({ email_notifications: Joi.boolean().required() });
const EXAMPLE_PARAMS = { token: '665f1c2ab7e4d91f0a3c5d02.5Yw0Jm8o3kq1n7VQ3m2Qv0XyJ6cK9d1tE4uB7sRzL2A' };
const LIMIT = { points: 30, per_seconds: 60 };

export const getMailSubscription = route({
  name: 'mail-subscription.get',
  service: 'auth',
  method: 'GET',
  path: '/mail/unsubscribe/:token',
  access: 'public',
  rate_limit: LIMIT,
  tag: 'Notifications',
  summary: 'Where the link at the end of a mail leads: asks whether to stop such mails',
  description:
    'Changes nothing, so that programs which follow the links of mails do no harm. A browser gets a page with a button.',
  params: PARAMS,
  reply: SUBSCRIPTION,
  page: unsubscribePage,
  errors: ['UNSUBSCRIBE_LINK_INVALID'],
  example: { params: EXAMPLE_PARAMS, reply: { email_notifications: true } },
});

export const unsubscribeFromMails = route({
  name: 'mail-subscription.end',
  service: 'auth',
  method: 'POST',
  path: '/mail/unsubscribe/:token',
  access: 'public',
  ignores_body: true,
  rate_limit: LIMIT,
  tag: 'Notifications',
  summary: 'Stop e-mails about questions and answers, without a login',
  description:
    'One click of a mail program (RFC 8058) or of the page. Mails about the account itself still come. It is turned ' +
    'on again in the account: `notification_settings.email_notifications`.',
  params: PARAMS,
  reply: SUBSCRIPTION,
  page: unsubscribedPage,
  errors: ['UNSUBSCRIBE_LINK_INVALID', 'CONCURRENT_CHANGE'],
  example: { params: EXAMPLE_PARAMS, reply: { email_notifications: false } },
});
