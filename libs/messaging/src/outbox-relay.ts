import { Logger } from '@nestjs/common';
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
const SWEEP_PARALLEL = 8;

/**
 * Publishes what waits in the outboxes of one model. It never loses an event and may repeat one: several replicas may
 * relay the same document, and a crash may come between publishing and pulling.
 */
export class OutboxRelay {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly model: Model<WithOutbox>;
  private readonly relaying = new Map<string, { again: boolean; done: Promise<boolean> }>();

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
    const current = this.relaying.get(key);
    if (current) {
      current.again = true;
      return current.done;
    }
    const state = { again: false, done: Promise.resolve(false) };
    state.done = this.relayUntilQuiet(documentId, state)
      .then(() => true)
      .catch((error: unknown) => {
        this.logger.warn(`events of ${key} wait: ${(error as Error).message}`);
        return false;
      })
      .finally(() => this.relaying.delete(key));
    this.relaying.set(key, state);
    return state.done;
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
    const queue = leftovers.map(({ _id }) => _id);
    let failures = 0;
    const work = async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
        if (failures < SWEEP_PARALLEL && !(await this.kick(id))) failures++;
      }
    };
    await Promise.all(Array.from({ length: SWEEP_PARALLEL }, work));
    return failures === 0 && leftovers.length === SWEEP_BATCH;
  }

  /** Resolves when nothing is being relayed. */
  async whenIdle(): Promise<void> {
    await Promise.all([...this.relaying.values()].map(({ done }) => done));
  }

  private async relayUntilQuiet(documentId: unknown, state: { again: boolean }): Promise<void> {
    do {
      state.again = false;
      await this.relay(documentId);
    } while (state.again);
  }

  private async relay(documentId: unknown): Promise<void> {
    const { topic, publisher, journal } = this.options;
    const document = await this.model.findById(documentId).select({ outbox: 1 }).lean();
    const entries = document?.outbox ?? [];
    if (entries.length === 0) return;
    const events = entries.map(toEnvelope);
    const publication = await publisher.publishAll(topic, events);
    await journal.record(events, publication);
    const ids = events.map((event) => event.id);
    const pull = { $pull: { outbox: { id: { $in: ids } } } };
    await this.model.updateOne({ _id: documentId }, pull, { timestamps: false });
    const now = Date.now();
    for (const { at } of entries) outboxLag.observe({ topic }, Math.max(0, now - at.getTime()) / 1000);
  }
}
