import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
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
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(
    private readonly uploads: UploadRepository,
    private readonly removal: UploadRemovalService,
    private readonly verification: VerificationService,
    @Inject(MEDIA_ENV) private readonly env: MediaEnv,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep()
        .catch((error: unknown) => this.logger.warn(`put off: ${(error as Error).message}`))
        .finally(() => (this.sweeping = undefined));
    }, this.env.UPLOAD_SWEEP_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  async sweep(now = new Date()): Promise<void> {
    for (const upload of await this.uploads.listDue(now, BATCH))
      await this.removal.remove(upload, [upload.status]);
    for (const upload of await this.uploads.listUnverified(now, BATCH))
      await this.verification.verify(upload);
  }
}
