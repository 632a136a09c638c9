import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { NotificationQuery, NotificationReply } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { paginate, type Pagination } from '@har/routing';
import { toNotificationReply } from './notification.reply';
import { NotificationRepository } from './notification.repository';

/** One's own notifications. */
@Injectable()
export class NotificationService {
  constructor(private readonly notifications: NotificationRepository) {}

  async list(
    actor: Actor,
    query: NotificationQuery,
  ): Promise<{ notifications: NotificationReply[]; unread_count: number; pagination: Pagination }> {
    const [{ notifications, total }, unread_count] = await Promise.all([
      this.notifications.listOf(actor.user_id, query),
      this.notifications.countUnread(actor.user_id),
    ]);
    return {
      notifications: notifications.map(toNotificationReply),
      unread_count,
      pagination: paginate(query, total),
    };
  }

  /** @throws CatalogueError NOTIFICATION_NOT_FOUND also for those of others */
  async read(actor: Actor, id: string): Promise<NotificationReply> {
    const notification = await this.notifications.read(actor.user_id, id);
    if (!notification) throw new CatalogueError('NOTIFICATION_NOT_FOUND');
    return toNotificationReply(notification);
  }

  /** @returns how many were unread */
  async readAll(actor: Actor): Promise<number> {
    return this.notifications.readAll(actor.user_id);
  }
}
