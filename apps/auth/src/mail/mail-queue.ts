import type { JobsOptions } from 'bullmq';

export const MAIL_QUEUE = 'mail';

export interface MailJob {
  mail_id: string;
}

/** Tried for about half an hour, then whenever the sweep finds it still due. */
export const MAIL_JOB_OPTIONS: JobsOptions = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 2_000 },
  removeOnComplete: true,
  removeOnFail: true,
};
