import type { NotificationNews, NotificationReply } from '@har/contracts';
import type { Notification } from './notification.schema';

export function toNotificationReply(notification: Notification): NotificationReply {
  const { _id, read_at, created_at } = notification;
  return { _id: String(_id), ...toNews(notification), is_read: read_at !== null, created_at };
}

/** What it says, without whom it is for. */
export function toNews(news: NotificationNews): NotificationNews {
  const { kind, actor_name, course_id, lesson_id, question_id, comment_id, course_title } = news;
  const { lesson_title, excerpt } = news;
  return {
    kind,
    actor_name,
    course_id,
    lesson_id,
    question_id,
    comment_id,
    course_title,
    lesson_title,
    excerpt,
  };
}
