import Joi from 'joi';
import { route } from '@har/routing';
import { NOTIFICATION_KINDS, type NotificationKind } from './notification.contract';

/** How one kind of notification reaches somebody. */
export interface NotificationChannels {
  in_app: boolean;
  email: boolean;
}

export type NotificationPreferences = Record<NotificationKind, NotificationChannels>;

export type PreferenceChanges = Partial<Record<NotificationKind, Partial<NotificationChannels>>>;

function ofKinds<T>(schema: Joi.ObjectSchema<T>): Record<NotificationKind, Joi.ObjectSchema<T>> {
  return Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, schema])) as Record<
    NotificationKind,
    Joi.ObjectSchema<T>
  >;
}

const CHANNELS = Joi.object<NotificationChannels, true>({
  in_app: Joi.boolean().required(),
  email: Joi.boolean().required(),
});
const CHANNEL_CHANGES = Joi.object<Partial<NotificationChannels>, true>({
  in_app: Joi.boolean(),
  email: Joi.boolean(),
}).min(1);

const PREFERENCES = Joi.object<{ preferences: NotificationPreferences }, true>({
  preferences: Joi.object<NotificationPreferences>(ofKinds(CHANNELS.required())).required(),
});

const EXAMPLE_PREFERENCES: NotificationPreferences = {
  question_asked: { in_app: true, email: true },
  answer_given: { in_app: true, email: true },
  answer_pinned: { in_app: true, email: false },
  mention: { in_app: true, email: true },
};

export const getNotificationPreferences = route({
  name: 'notification.get-preferences',
  service: 'community',
  method: 'GET',
  path: '/notifications/preferences',
  access: 'user',
  tag: 'Notifications',
  summary: 'Which notifications reach you, and how',
  description:
    'All of them by both ways unless said. E-mails also need `notification_settings.email_notifications` of the ' +
    'account, which the link at the end of every such mail turns off.',
  reply: PREFERENCES,
  example: { reply: { preferences: EXAMPLE_PREFERENCES } },
});

export const setNotificationPreferences = route({
  name: 'notification.set-preferences',
  service: 'community',
  method: 'PUT',
  path: '/notifications/preferences',
  access: 'user',
  tag: 'Notifications',
  summary: 'Choose which notifications reach you, and how; what is left out stays as it is',
  body: Joi.object<PreferenceChanges>(ofKinds(CHANNEL_CHANGES)).min(1),
  reply: PREFERENCES,
  example: { body: { answer_pinned: { email: false } }, reply: { preferences: EXAMPLE_PREFERENCES } },
});
