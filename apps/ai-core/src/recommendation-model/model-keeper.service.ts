import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RecurringWork } from '@har/messaging';
import { CourseCardService } from '../course-card/course-card.service';
import { LearnerLogRepository } from '../learner-log/learner-log.repository';
import { DEFAULT_WEIGHTS } from '../recommendation/blend-weights';
import { RecommendationModel } from '../recommendation/recommendation-model';
import { modelFromBytes } from './model-bytes';
import { ModelFitter } from './model-fitter';
import { ModelFollower } from './model-follower';
import { ServedModelRepository, type ModelHead } from './served-model.repository';

const LOOK_EVERY_MS = 5_000;
/** A line may become visible this much after the time that is written in it. */
const SETTLED_MS = 10_000;
/** Lines that are looked at, and courses that are taken in, in one look: 7 to 10 ms each for 1,000 courses. */
const MOST_LINES = 500;
const MOST_TAKEN = 50;
/** A new fit is due when the log has grown by this share, or after a day if it has grown at all. */
const GROWN = 0.05;
const DAY_MS = 86_400_000;

/**
 * Keeps every replica on the same model. One replica at a time fits a new one in a thread and stores it; all of them look
 * for a newer version every few seconds, swap it in whole, and take into it what has come into the log since its fit.
 */
@Injectable()
export class ModelKeeperService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ModelKeeperService.name);
  private readonly replica = randomUUID();
  private model = RecommendationModel.fit([], DEFAULT_WEIGHTS, 'empty');
  private follower = new ModelFollower(this.model, new Date(0));
  /** Every line that came in before is taken in. */
  private followedTo = new Date(0);
  private behind = false;
  private readonly looks = new RecurringWork(
    () => this.look(),
    (error) => this.logger.warn(`no new model: ${String(error)}`),
  );

  constructor(
    private readonly models: ServedModelRepository,
    private readonly log: LearnerLogRepository,
    private readonly catalogue: CourseCardService,
    private readonly fitter: ModelFitter,
  ) {}

  /** The model of this moment; it says less on an empty log, but it is always there. */
  get current(): RecommendationModel {
    return this.model;
  }

  onApplicationBootstrap(): void {
    void this.looks.run();
    this.looks.start(LOOK_EVERY_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.looks.stop();
  }

  /** Serves the newest model with all that has come in since, and fits the next one when it is due. */
  async look(): Promise<void> {
    let head = await this.serveNewest();
    await this.follow(head);
    if (!this.isFitDue(head) || !(await this.models.claimFit(this.replica))) return;
    await this.fit();
    head = await this.serveNewest();
    await this.follow(head);
  }

  private async serveNewest(): Promise<ModelHead | null> {
    const head = await this.models.findHead();
    if (!head || head.version === this.model.version) return head;
    const bytes = await this.models.findBytes(head.version, head.parts);
    if (!bytes) return head;
    this.model = RecommendationModel.deserialize(modelFromBytes(bytes));
    this.follower = new ModelFollower(this.model, head.fitted_through);
    this.followedTo = head.fitted_through;
    return head;
  }

  private async follow(head: ModelHead | null): Promise<void> {
    if (!head) return;
    const lines = await this.log.listRecordedSince(this.followedFrom(head), MOST_LINES);
    const news = lines.filter((line) => this.follower.isNews(line)).slice(0, MOST_TAKEN);
    const own = await this.log.listOfMany([...new Set(news.map(({ user_id }) => user_id))]);
    for (const line of news) {
      this.follower.take(
        line,
        own.filter(({ user_id }) => user_id === line.user_id),
      );
      await nextTurn();
    }
    const last = news.length === MOST_TAKEN ? news.at(-1) : lines.at(-1);
    this.behind = news.length === MOST_TAKEN || lines.length === MOST_LINES;
    if (last && last.recorded_at > this.followedTo) this.followedTo = last.recorded_at;
  }

  /** A little before the last line, for those that became visible late; not while there is more to catch up on. */
  private followedFrom({ fitted_through }: ModelHead): Date {
    const overlap = this.behind ? 0 : SETTLED_MS;
    return new Date(Math.max(fitted_through.getTime(), this.followedTo.getTime() - overlap));
  }

  private isFitDue(head: ModelHead | null): boolean {
    if (!head) return true;
    const { changes } = this.model;
    const old = Date.now() - head.fitted_through.getTime() > DAY_MS;
    return changes > 0 && (changes >= head.lines * GROWN || old);
  }

  private async fit(): Promise<void> {
    const fitted_through = new Date(Date.now() - SETTLED_MS);
    const [log, catalogue] = await Promise.all([
      this.log.listThrough(fitted_through),
      this.catalogue.current(),
    ]);
    const version = new Date().toISOString();
    const bytes = await this.fitter.fit({ version, log, shelves: catalogue.shelves() });
    const head = { version, lines: log.length, fitted_through };
    if (!(await this.models.replace(head, bytes, this.replica)))
      this.logger.warn(`model ${version} came too late: another replica has taken over`);
  }
}
