import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { mailDue, notificationMailDue, type MailDue, type NotificationMailDue } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { MailService } from './mail.service';

const SWEEP_MS = 5_000;

@Injectable()
export class MailListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(MailListener.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly mails: MailService) {}

  @OnEvent(mailDue)
  async accept({ payload }: EventEnvelope<MailDue>): Promise<void> {
    await this.mails.accept(payload);
  }

  @OnEvent(notificationMailDue)
  async acceptNotifications({ payload }: EventEnvelope<NotificationMailDue>): Promise<void> {
    await this.mails.accept({ ...payload, kind: 'notification' });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.mails.sweep().catch((error: unknown) => this.logger.warn({ message: 'mails not swept', error }));
    }, SWEEP_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
