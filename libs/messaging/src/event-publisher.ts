import { CatalogueError } from '@har/errors';
import { EpochRedis } from './epoch-redis';
import type { EventEnvelope } from './event-envelope';
import { publishScript, settleScript } from './event-scripts';
import { StreamNames } from './stream-names';

export interface EventPublisherOptions {
  redis_url: string;
  namespace: string;
}

/** How long a handled event stays in its stream, in milliseconds. */
export const RETENTION_MS = 3_600_000;

/** Where events went: another epoch later means that Redis may have lost them. */
export interface Publication {
  readonly epoch: string;
  /** The place of each event in its topic's stream. */
  readonly entry_ids: readonly string[];
}

/** Writes events to Redis. What must not be lost goes through an outbox, which uses this. */
export class EventPublisher {
  private readonly redis: EpochRedis;
  private readonly names: StreamNames;

  constructor(options: EventPublisherOptions) {
    this.names = new StreamNames(options.namespace);
    this.redis = new EpochRedis(options.redis_url, 'publishing events');
  }

  /**
   * Publishes one event on the stream of its topic, the owning service's name.
   *
   * @throws CatalogueError SERVICE_UNAVAILABLE when Redis did not take it
   */
  async publish(topic: string, event: EventEnvelope): Promise<void> {
    await this.publishAll(topic, [event]);
  }

  /**
   * Publishes events of one topic in order, all or none.
   *
   * @throws CatalogueError SERVICE_UNAVAILABLE when Redis did not take them
   */
  async publishAll(topic: string, events: readonly EventEnvelope[]): Promise<Publication> {
    try {
      const run = await this.redis.currentRun();
      const keys = [this.names.topic(topic), this.names.generation()];
      const args = events.map((event) => JSON.stringify(event));
      const [generation, ...entry_ids] = await publishScript.run(this.redis.connection, keys, args);
      return { epoch: `${run}/${generation}`, entry_ids };
    } catch (cause) {
      throw Object.assign(new CatalogueError('SERVICE_UNAVAILABLE'), { cause });
    }
  }

  /**
   * How far the groups of a topic are: `open` is the oldest entry that one of them has not handled yet, or '' while
   * there is no group. Both values were read at one moment. Deletes what is old and was handled.
   */
  async progress(topic: string): Promise<{ epoch: string; open: string }> {
    const run = await this.redis.currentRun();
    const keys = [this.names.topic(topic), this.names.generation()];
    const [generation, open] = await settleScript.run(this.redis.connection, keys, [
      Date.now() - RETENTION_MS,
    ]);
    if ((await this.redis.currentRun()) !== run) throw new Error('Redis was restarted meanwhile');
    return { epoch: `${run}/${generation}`, open };
  }

  /** Whether this process may do a job that one replica should do at a time; the claim ends after `ms`. @throws when Redis is away */
  async claimJob(job: string, ms: number): Promise<boolean> {
    await this.redis.currentRun();
    const key = this.names.job(job);
    return (await this.redis.connection.set(key, '1', 'PX', ms, 'NX')) === 'OK';
  }

  async close(): Promise<void> {
    this.redis.close();
  }
}
