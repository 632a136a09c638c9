import { Injectable } from '@nestjs/common';
import type { NotificationNews } from '@har/contracts';
import { MailRoundService } from './mail-round.service';
import { NotificationRepository } from './notification.repository';
import { NotificationPreferenceService } from './notification-preference.service';
import { ReaderService } from './reader.service';

/** News of one event and whom it concerns. */
export interface Telling {
  event_id: string;
  at: Date;
  news: NotificationNews;
  recipients: readonly (string | null)[];
  /** Who did it: nobody is told of their own doing. */
  actor_id: string;
}

/** Brings news to people, once an event and person, by the ways that they have chosen. */
@Injectable()
export class NotificationDeliveryService {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly preferences: NotificationPreferenceService,
    private readonly readers: ReaderService,
    private readonly mails: MailRoundService,
  ) {}

  /** May be repeated. @throws CatalogueError SERVICE_UNAVAILABLE when it cannot be known who may read */
  async tell(telling: Telling): Promise<void> {
    const recipients = new Set(telling.recipients);
    recipients.delete(telling.actor_id);
    for (const recipient of recipients) if (recipient) await this.tellOne(recipient, telling);
  }

  private async tellOne(recipient_id: string, { event_id, at, news }: Telling): Promise<void> {
    const { in_app, email } = (await this.preferences.of(recipient_id))[news.kind];
    if (!in_app && !email) return;
    const readable = await this.readers.readable(recipient_id, [news.comment_id]);
    if (!readable.has(news.comment_id)) return;
    const note = { event_id, recipient_id, news, in_app, email, created_at: at };
    const notification = await this.notifications.note(note);
    if (notification) await this.mails.add(notification);
  }
}
