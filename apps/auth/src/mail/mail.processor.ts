import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { MAIL_QUEUE, type MailJob } from './mail-queue';
import { MailService } from './mail.service';

/** Works the queue of mails; of several replicas one gets each job. */
@Processor(MAIL_QUEUE, { concurrency: 4 })
export class MailProcessor extends WorkerHost {
  private readonly logger = new Logger(MailProcessor.name);

  constructor(private readonly mails: MailService) {
    super();
  }

  override async process({ data }: Job<MailJob>): Promise<void> {
    await this.mails.deliver(data.mail_id);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job<MailJob> | undefined, error: Error): void {
    this.logger.warn({ message: 'mail not sent yet', mail_id: job?.data.mail_id, error });
  }

  /** Redis is away for a while; without a listener that would end the process. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.debug?.({ message: 'mail queue unavailable', error });
  }
}
