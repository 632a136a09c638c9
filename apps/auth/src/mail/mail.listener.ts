import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { mailDue, notificationMailDue, type MailDue, type NotificationMailDue } from '@har/contracts';
import { OnEvent, RecurringWork, type EventEnvelope } from '@har/messaging';
import { MailService } from './mail.service';

const SWEEP_MS = 5_000;

@Injectable()
export class MailListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailListener.name);
  private readonly sweeps = new RecurringWork(
    () => this.mails.sweep(),
    (error) => this.logger.warn({ message: 'mails not swept', error }),
  );

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
    this.sweeps.start(SWEEP_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.sweeps.stop();
  }
}
