import { Logger } from '@nestjs/common';
import { CatalogueError } from '@har/errors';
import type { Model } from 'mongoose';
import type { EventJournal } from './event-journal';
import type { EventPublisher } from './event-publisher';
import { outboxLag } from './messaging-metrics';
import { toEnvelope, type OutboxEntry } from './outbox.schema';

interface WithOutbox {
  outbox?: OutboxEntry[];
}

export interface OutboxRelayOptions {
  model: Model<never>;
  topic: string;
  publisher: EventPublisher;
  journal: EventJournal;
}

/** How old an entry must be before the sweep takes it for a leftover, in milliseconds. */
const LEFTOVER_MS = 2_000;
const SWEEP_BATCH = 100;
/** Documents that are relayed together, and how many such batches at once. */
const BATCH = 100;
const PARALLEL = 2;

interface Waiting {
  readonly id: unknown;
  readonly done: Promise<boolean>;
  readonly settle: (published: boolean) => void;
}

/**
 * Publishes what waits in the outboxes of one model. It never loses an event and may repeat one: several replicas may
 * relay the same document, and a crash may come between publishing and pulling.
 *
 * Documents that are written while others are relayed go together: under load the round trips are shared.
 */
export class OutboxRelay {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly model: Model<WithOutbox>;
  private readonly waiting = new Map<string, Waiting>();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly options: OutboxRelayOptions) {
    this.model = options.model as unknown as Model<WithOutbox>;
  }

  /**
   * Relays one document, to be called right after its write. It never rejects: what it cannot publish now, the sweep
   * will.
   *
   * @returns whether everything that waited was published
   */
  kick(documentId: unknown): Promise<boolean> {
    const key = String(documentId);
    const known = this.waiting.get(key);
    if (known) return known.done;
    let settle!: (published: boolean) => void;
    const done = new Promise<boolean>((resolve) => (settle = resolve));
    this.waiting.set(key, { id: documentId, done, settle });
    this.pump();
    return done;
  }

  /** Publishes an event that nobody misses for long when it is lost, without an outbox. It never rejects. */
  async announce(event: OutboxEntry): Promise<void> {
    const { topic, publisher } = this.options;
    await publisher
      .publish(topic, toEnvelope(event))
      .catch((error: unknown) => this.logger.warn(`${event.type} was lost: ${(error as Error).message}`));
  }

  /** Relays what a crash or an outage left behind, oldest first, until nothing is left or Redis is away. */
  async sweep(): Promise<void> {
    let batch: Promise<boolean>;
    do batch = this.sweepBatch();
    while (await batch);
  }

  /** @returns whether there may be more */
  private async sweepBatch(): Promise<boolean> {
    const before = new Date(Date.now() - LEFTOVER_MS);
    const leftovers = await this.model
      .find({ 'outbox.at': { $lt: before } })
      .select({ _id: 1 })
      .sort({ 'outbox.at': 1 })
      .limit(SWEEP_BATCH)
      .lean();
    const published = await Promise.all(leftovers.map(({ _id }) => this.kick(_id)));
    return published.every(Boolean) && leftovers.length === SWEEP_BATCH;
  }

  /** Resolves when nothing is being relayed. */
  async whenIdle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private pump(): void {
    if (this.running.size >= PARALLEL || this.waiting.size === 0) return;
    // What is kicked in the same turn goes along.
    const batch = Promise.resolve()
      .then(() => this.relayAll(this.take()))
      .finally(() => {
        this.running.delete(batch);
        this.pump();
      });
    this.running.add(batch);
  }

  private take(): Waiting[] {
    const taken = [...this.waiting].slice(0, BATCH);
    for (const [key] of taken) this.waiting.delete(key);
    return taken.map(([, waiting]) => waiting);
  }

  private async relayAll(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.relay(batch.map(({ id }) => id));
      for (const { settle } of batch) settle(true);
    } catch (error) {
      const away = error instanceof CatalogueError && error.code === 'SERVICE_UNAVAILABLE';
      // One document that cannot be relayed must not hold up the others.
      if (!away && batch.length > 1) {
        for (const one of batch) await this.relayAll([one]);
        return;
      }
      this.logger.warn(`events of ${batch.length} documents wait: ${(error as Error).message}`);
      for (const { settle } of batch) settle(false);
    }
  }

  private async relay(ids: readonly unknown[]): Promise<void> {
    const { topic, publisher, journal } = this.options;
    const documents = await this.model
      .find({ _id: { $in: ids } })
      .select({ outbox: 1 })
      .lean();
    const full = documents.flatMap(({ _id, outbox = [] }) => (outbox.length > 0 ? { _id, outbox } : []));
    const entries = full.flatMap(({ outbox }) => outbox);
    if (entries.length === 0) return;
    const events = entries.map(toEnvelope);
    const publication = await publisher.publishAll(topic, events);
    await journal.record(events, publication);
    await this.model.bulkWrite(
      full.map(({ _id, outbox }) => ({
        updateOne: {
          filter: { _id },
          update: { $pull: { outbox: { id: { $in: outbox.map(({ id }) => id) } } } },
          timestamps: false,
        },
      })),
      { ordered: false },
    );
    const now = Date.now();
    for (const { at } of entries) outboxLag.observe({ topic }, Math.max(0, now - at.getTime()) / 1000);
  }
}
