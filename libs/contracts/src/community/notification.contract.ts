import Joi from 'joi';
import {
  ID_PARAMS,
  objectId,
  PAGE_QUERY,
  PAGINATION,
  route,
  timestamp,
  type PageQuery,
  type Pagination,
} from '@har/routing';

export const NOTIFICATION_KINDS = ['question_asked', 'answer_given', 'answer_pinned', 'mention'] as const;
/**
 * What is told: a question to the course's instructor, an answer to the asker, an official answer to the asker and to
 * who gave it, a mention to the one who was mentioned.
 */
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What a notification says and where it leads. */
export interface NotificationNews {
  kind: NotificationKind;
  /** Who did it. */
  actor_name: string;
  course_id: string;
  lesson_id: string;
  question_id: string;
  comment_id: string;
  course_title: string;
  lesson_title: string;
  /** The beginning of the comment. */
  excerpt: string;
}

export interface NotificationReply extends NotificationNews {
  _id: string;
  is_read: boolean;
  created_at: Date | string;
}

const NEWS_FIELDS = {
  kind: Joi.string()
    .valid(...NOTIFICATION_KINDS)
    .required(),
  actor_name: Joi.string().allow('').required(),
  course_id: objectId().required(),
  lesson_id: objectId().required(),
  question_id: objectId().required(),
  comment_id: objectId().required(),
  course_title: Joi.string().required(),
  lesson_title: Joi.string().allow('').required(),
  excerpt: Joi.string().allow('').required(),
};

export const NOTIFICATION_NEWS = Joi.object<NotificationNews, true>(NEWS_FIELDS);

const NOTIFICATION = Joi.object<NotificationReply, true>({
  _id: objectId().required(),
  ...NEWS_FIELDS,
  is_read: Joi.boolean().required(),
  created_at: timestamp().required(),
}).label('Notification');

const EXAMPLE_NOTIFICATION: NotificationReply = {
  _id: '665f1c2ab7e4d91f0a3c7b01',
  kind: 'answer_given',
  actor_name: 'Claire Martin',
  course_id: '665f1c2ab7e4d91f0a3c5d7e',
  lesson_id: '665f1c2ab7e4d91f0a3c5d82',
  question_id: '665f1c2ab7e4d91f0a3c6a01',
  comment_id: '665f1c2ab7e4d91f0a3c6a02',
  course_title: 'Excel for everyday decisions',
  lesson_title: 'Put your data in a table',
  excerpt: 'Yes: a table keeps its name and grows with every row that you add below it.',
  is_read: false,
  created_at: '2026-11-04T10:30:00.000Z',
};

export interface NotificationQuery extends PageQuery {
  unread?: boolean;
}

export const listNotifications = route({
  name: 'notification.list',
  service: 'community',
  method: 'GET',
  path: '/notifications',
  access: 'user',
  tag: 'Notifications',
  summary: 'What has happened that concerns you, the newest first',
  description: 'Kept for 180 days. `unread_count` stops at 1000.',
  query: Joi.object<NotificationQuery>({ ...PAGE_QUERY, unread: Joi.boolean() }),
  reply: Joi.object<
    { notifications: NotificationReply[]; unread_count: number; pagination: Pagination },
    true
  >({
    notifications: Joi.array().items(NOTIFICATION).required(),
    unread_count: Joi.number().integer().min(0).required(),
    pagination: PAGINATION.required(),
  }),
  example: {
    query: { unread: true },
    reply: {
      notifications: [EXAMPLE_NOTIFICATION],
      unread_count: 1,
      pagination: { page: 1, limit: 10, total: 1, pages: 1 },
    },
  },
});

export const readNotification = route({
  name: 'notification.read',
  service: 'community',
  method: 'POST',
  path: '/notifications/:id/read',
  access: 'user',
  tag: 'Notifications',
  summary: 'Mark a notification as read; what is read is not mailed any more',
  params: ID_PARAMS,
  reply: Joi.object<{ notification: NotificationReply }, true>({ notification: NOTIFICATION.required() }),
  errors: ['NOTIFICATION_NOT_FOUND'],
  example: {
    params: { id: EXAMPLE_NOTIFICATION._id },
    reply: { notification: { ...EXAMPLE_NOTIFICATION, is_read: true } },
  },
});

export const readAllNotifications = route({
  name: 'notification.read-all',
  service: 'community',
  method: 'POST',
  path: '/notifications/read-all',
  access: 'user',
  tag: 'Notifications',
  summary: 'Mark every notification as read',
  reply: Joi.object<{ read_count: number }, true>({ read_count: Joi.number().integer().min(0).required() }),
  example: { reply: { read_count: 3 } },
});
