import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { UserService } from '../users/user.service';
import { MAIL_TRANSPORT, type MailTransport } from './letter';
import { LetterComposer } from './letter-composer';
import { MAIL_JOB_OPTIONS, MAIL_QUEUE } from './mail-queue';
import { isWanted } from './mail-wish';
import { MailRepository, type AnnouncedMail } from './mail.repository';

/** How long the queue is left to itself before the truth in the database is compared with it. */
const OVERDUE_MS = 10_000;

/**
 * Sends each mail once. That it is due is written in the database; the queue only says when to try: should Redis lose
 * it, the sweep fills it again.
 */
@Injectable()
export class MailService {
  private readonly logger = new Logger(MailService.name);

  constructor(
    private readonly mails: MailRepository,
    private readonly users: UserService,
    private readonly composer: LetterComposer,
    @Inject(MAIL_TRANSPORT) private readonly transport: MailTransport,
    @InjectQueue(MAIL_QUEUE) private readonly queue: Queue,
  ) {}

  /** Notes a mail and queues it; nothing new happens when it is known. */
  async accept(mail: AnnouncedMail): Promise<void> {
    await this.mails.add(mail);
    await this.enqueue(mail.mail_id);
  }

  /**
   * Sends a mail, unless it was sent, is being sent, is not wanted, or is too late.
   *
   * @throws what the transport says; the queue tries again
   */
  async deliver(id: string): Promise<void> {
    const mail = await this.mails.claim(id);
    if (!mail) return;
    const user = await this.users.find(mail.user_id);
    if (!user || !isWanted(mail, user) || mail.expires_at.getTime() <= Date.now()) {
      this.logger.warn({ message: 'mail dropped', mail_id: id, kind: mail.kind, attempts: mail.attempts });
      return this.mails.settle(mail, 'dropped');
    }
    try {
      await this.transport.send(this.composer.compose(mail, user));
    } catch (error) {
      await this.mails.release(mail);
      throw error;
    }
    await this.mails.settle(mail, 'sent');
    this.logger.log({ message: 'mail sent', mail_id: id, kind: mail.kind, user_id: mail.user_id });
  }

  /** Queues again what the queue has lost. @returns how many mails were overdue */
  async sweep(now = Date.now()): Promise<number> {
    const overdue = await this.mails.listOverdue(new Date(now - OVERDUE_MS));
    for (const id of overdue) await this.enqueue(id);
    return overdue.length;
  }

  private async enqueue(mail_id: string): Promise<void> {
    // One job a mail: what is queued already is not queued again.
    await this.queue.add('send', { mail_id }, { ...MAIL_JOB_OPTIONS, jobId: mail_id });
  }
}
