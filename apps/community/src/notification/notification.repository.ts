import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import type { NotificationNews, NotificationQuery } from '@har/contracts';
import { isDuplicateKey, retryOnConflict, toObjectId } from '@har/mongo';
import { NOTIFICATIONS, type Notification } from './notification.schema';

export interface NewNotification {
  event_id: string;
  recipient_id: string;
  news: NotificationNews;
  in_app: boolean;
  email: boolean;
  created_at: Date;
}

/** One's own are counted one by one up to here. */
const COUNT_BOUND = 10_000;
const UNREAD_BOUND = 1_000;

@Injectable()
export class NotificationRepository {
  constructor(@InjectModel(NOTIFICATIONS) private readonly notifications: Model<Notification>) {}

  /** Notes news once for an event and a recipient. @returns it, of this or an earlier time; null when it is gone since */
  async note({ event_id, recipient_id, news, in_app, email, created_at }: NewNotification) {
    const key = { event_id, recipient_id: toObjectId(recipient_id) };
    const mail = email ? ('due' as const) : ('none' as const);
    try {
      await retryOnConflict(() =>
        this.notifications.create([{ ...key, ...news, in_app, mail, created_at, read_at: null }]),
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return this.notifications.findOne(key).lean<Notification>();
  }

  async setQueued(id: Types.ObjectId): Promise<void> {
    await this.notifications.updateOne({ _id: id }, { $set: { mail: 'queued' } });
  }

  async listOf(userId: string, { unread, page, limit }: NotificationQuery) {
    const filter = {
      recipient_id: toObjectId(userId),
      in_app: true,
      ...(unread && { read_at: null }),
    };
    const [notifications, total] = await Promise.all([
      this.notifications
        .find(filter)
        .sort({ created_at: -1, _id: -1 })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<Notification[]>(),
      this.notifications.countDocuments(filter, { limit: COUNT_BOUND }),
    ]);
    return { notifications, total };
  }

  async countUnread(userId: string): Promise<number> {
    const filter = { recipient_id: toObjectId(userId), in_app: true, read_at: null };
    return this.notifications.countDocuments(filter, { limit: UNREAD_BOUND });
  }

  /** Marks one's own as read; again, changes nothing. @returns null when there is none */
  async read(userId: string, id: string): Promise<Notification | null> {
    const own = { _id: toObjectId(id), recipient_id: toObjectId(userId), in_app: true };
    await this.notifications.updateOne({ ...own, read_at: null }, { $set: { read_at: new Date() } });
    return this.notifications.findOne(own).lean<Notification>();
  }

  /** @returns how many were unread */
  async readAll(userId: string): Promise<number> {
    const unread = { recipient_id: toObjectId(userId), in_app: true, read_at: null };
    const result = await this.notifications.updateMany(unread, { $set: { read_at: new Date() } });
    return result.modifiedCount;
  }

  /** Those that still exist and were not read, in the order in which they happened. */
  async listUnread(ids: readonly Types.ObjectId[]): Promise<Notification[]> {
    return this.notifications
      .find({ _id: { $in: [...ids] }, read_at: null })
      .sort({ created_at: 1, _id: 1 })
      .lean<Notification[]>();
  }

  /** Forgets what was told of a comment. */
  async forgetComment(comment_id: string): Promise<void> {
    await this.notifications.deleteMany({ comment_id });
  }

  async forgetUser(userId: string): Promise<void> {
    await this.notifications.deleteMany({ recipient_id: toObjectId(userId) });
  }
}
