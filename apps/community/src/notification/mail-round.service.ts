import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { notificationMailDue, type NotificationMailDue } from '@har/contracts';
import { outboxEntry, RecurringWork } from '@har/messaging';
import { newId } from '@har/routing';
import { COMMUNITY_ENV, type CommunityEnv } from '../community-env';
import { MailRoundRepository } from './mail-round.repository';
import type { MailRound } from './mail-round.schema';
import { toNews } from './notification.reply';
import { NotificationRepository } from './notification.repository';
import type { Notification } from './notification.schema';
import { NotificationPreferenceService } from './notification-preference.service';
import { ReaderService } from './reader.service';

const SWEEP_MS = 2_000;
/** A digest shows so many. */
const SHOWN = 20;
/** News of three days ago is none. */
const EXPIRY_MS = 3 * 86_400_000;
const ATTEMPTS = 3;

/**
 * Mails notifications: the first at once, what follows within the window in one digest. What was read meanwhile, is not
 * wanted by mail any more or may not be read any more is left out.
 */
@Injectable()
export class MailRoundService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailRoundService.name);
  private readonly sweeps = new RecurringWork(
    () => this.sweep(),
    (error) => this.logger.warn(`mails wait: ${(error as Error).message}`),
  );

  constructor(
    private readonly rounds: MailRoundRepository,
    private readonly notifications: NotificationRepository,
    private readonly preferences: NotificationPreferenceService,
    private readonly readers: ReaderService,
    @Inject(COMMUNITY_ENV) private readonly env: Pick<CommunityEnv, 'NOTIFICATION_MAIL_WINDOW_MINUTES'>,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start(SWEEP_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.sweeps.stop();
  }

  /** Lets a notification be mailed, once however often it is told; at once where the window allows. */
  async add({ _id, recipient_id, mail }: Notification): Promise<void> {
    if (mail !== 'due') return;
    await this.rounds.add(String(recipient_id), _id);
    await this.notifications.setQueued(_id);
    await this.flush(String(recipient_id));
  }

  /** Mails what is due of everybody; what cannot be now is tried again by the next sweep. */
  private async sweep(): Promise<void> {
    for (const userId of await this.rounds.listDue(new Date())) await this.flush(userId);
  }

  /** Never rejects: the sweep comes again. */
  private async flush(userId: string): Promise<void> {
    try {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) if (await this.tryFlush(userId)) return;
    } catch (error) {
      this.logger.warn(`a mail to ${userId} waits: ${(error as Error).message}`);
    }
  }

  /** @returns false when the round changed meanwhile */
  private async tryFlush(userId: string): Promise<boolean> {
    const now = new Date();
    const round = await this.rounds.findDue(userId, now);
    if (!round) return true;
    const wanted = await this.wanted(round);
    if (wanted.length === 0) return this.rounds.close(round, undefined, round.next_at);
    const window = this.env.NOTIFICATION_MAIL_WINDOW_MINUTES * 60_000;
    const mail: NotificationMailDue = {
      mail_id: newId(),
      user_id: userId,
      news: wanted.slice(0, SHOWN).map(toNews),
      more_count: Math.max(0, wanted.length - SHOWN),
      expires_at: new Date(now.getTime() + EXPIRY_MS).toISOString(),
    };
    const entry = outboxEntry(notificationMailDue.type, mail);
    return this.rounds.close(round, entry, new Date(now.getTime() + window));
  }

  private async wanted({ _id: userId, waiting }: MailRound): Promise<Notification[]> {
    const unread = await this.notifications.listUnread(waiting);
    const preferences = await this.preferences.of(userId);
    const asked = unread.filter(({ kind }) => preferences[kind].email);
    const readable = await this.readers.readable(
      userId,
      asked.map(({ comment_id }) => comment_id),
    );
    return asked.filter(({ comment_id }) => readable.has(comment_id));
  }
}
