import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RecurringWork } from '@har/messaging';
import { MEDIA_ENV, type MediaEnv } from '../media-env';
import { VerificationService } from '../verification/verification.service';
import { UploadRemovalService } from './upload-removal.service';
import { UploadRepository } from './upload.repository';

const BATCH = 50;

/**
 * Removes what nobody completed, used or attached in its time, and takes up what a crash interrupted. Several replicas
 * may do it at once.
 */
@Injectable()
export class UploadSweepService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(UploadSweepService.name);
  private readonly sweeps = new RecurringWork(
    () => this.sweep(),
    (error) => this.logger.warn(`put off: ${(error as Error).message}`),
  );

  constructor(
    private readonly uploads: UploadRepository,
    private readonly removal: UploadRemovalService,
    private readonly verification: VerificationService,
    @Inject(MEDIA_ENV) private readonly env: MediaEnv,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start(this.env.UPLOAD_SWEEP_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.sweeps.stop();
  }

  async sweep(now = new Date()): Promise<void> {
    for (const upload of await this.uploads.listDue(now, BATCH))
      await this.removal.remove(upload, [upload.status]);
    for (const upload of await this.uploads.listUnverified(now, BATCH))
      await this.verification.verify(upload);
  }
}
