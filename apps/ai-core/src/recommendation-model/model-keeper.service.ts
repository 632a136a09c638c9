import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { LearnerLogRepository } from '../learner-log/learner-log.repository';
import { CourseCardService } from '../course-card/course-card.service';
import { DEFAULT_WEIGHTS } from '../recommendation/blend-weights';
import { learnerHistories } from '../recommendation/learner-history';
import { RecommendationModel } from '../recommendation/recommendation-model';
import { pickWeights } from '../recommendation/weight-picker';
import { ServedModelRepository } from './served-model.repository';

const LOOK_EVERY_MS = 5_000;

/**
 * Keeps every replica on the same model. One replica at a time fits a new one when the log has grown, and stores it; all
 * of them look for a newer version every few seconds and swap it in whole.
 */
@Injectable()
export class ModelKeeperService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ModelKeeperService.name);
  private model = RecommendationModel.fit([], DEFAULT_WEIGHTS, 'empty');
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly models: ServedModelRepository,
    private readonly log: LearnerLogRepository,
    private readonly catalogue: CourseCardService,
  ) {}

  /** The model of this moment; it says less on an empty log, but it is always there. */
  get current(): RecommendationModel {
    return this.model;
  }

  onApplicationBootstrap(): void {
    const look = (): void => {
      this.looking = this.look().catch((error: unknown) =>
        this.logger.warn(`no new model: ${String(error)}`),
      );
    };
    look();
    this.timer = setInterval(look, LOOK_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Fits a model if the log has changed since the last one, then serves the newest. */
  async look(): Promise<void> {
    const fingerprint = await this.log.fingerprint();
    const known = await this.models.findVersion();
    if (known?.fingerprint !== fingerprint && (await this.models.claimFit())) await this.fit(fingerprint);
    const newest = await this.models.findVersion();
    if (!newest?.version || newest.version === this.model.version) return;
    const stored = await this.models.findModel();
    if (stored) this.model = RecommendationModel.deserialize(toBuffers(stored));
  }

  private async fit(fingerprint: string): Promise<void> {
    const [log, catalogue] = await Promise.all([this.log.listAll(), this.catalogue.current()]);
    const histories = [...learnerHistories(log).values()];
    const weights = pickWeights(histories, (courseId) => catalogue.find(courseId));
    const model = RecommendationModel.fit(histories, weights, new Date().toISOString());
    await this.models.replace(model.serialize(), fingerprint);
  }
}

type Stored = ReturnType<RecommendationModel['serialize']>;

/** MongoDB gives bytes back in a type of its own. */
function toBuffers(stored: Stored): Stored {
  const { buffer } = stored.ease as unknown as { buffer?: Uint8Array };
  return Buffer.isBuffer(stored.ease) || !buffer ? stored : { ...stored, ease: Buffer.from(buffer) };
}
