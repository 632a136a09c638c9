import { Logger } from '@nestjs/common';
import type { Connection, Model } from 'mongoose';
import { EventJournal } from './event-journal';
import type { EventPublisher } from './event-publisher';
import { OutboxRelay } from './outbox-relay';
import { RecurringWork } from './recurring-work';

const SWEEP_MS = 2_000;

/** The outbox relays of one process, swept every two seconds by one replica at a time. */
export class OutboxRelays {
  private readonly logger = new Logger(OutboxRelays.name);
  private readonly relays = new Map<Model<never>, OutboxRelay>();
  private readonly journals = new Map<Connection, Map<string, EventJournal>>();
  private readonly sweeps = new RecurringWork(
    () => this.sweepAll(),
    (error) => this.logger.warn(`the sweep is put off: ${(error as Error).message}`),
  );

  constructor(
    private readonly publisher: EventPublisher,
    /** What the replicas that share the sweep have in common: the service's name. */
    private readonly service: string,
  ) {}

  /** The relay of a model whose schema has the outbox plugin. */
  relayOf<T>(model: Model<T>): OutboxRelay {
    const key = model as unknown as Model<never>;
    let relay = this.relays.get(key);
    if (!relay) {
      const topic = (model as unknown as { outbox_topic?: string }).outbox_topic;
      if (!topic) throw new Error(`the schema of ${model.modelName} has no outbox plugin`);
      const journal = this.journalOf(model.db, topic);
      relay = new OutboxRelay({ model: key, topic, publisher: this.publisher, journal });
      this.relays.set(key, relay);
    }
    return relay;
  }

  start(): void {
    this.sweeps.start(SWEEP_MS);
  }

  /** Ends the sweep and waits for what is being relayed. */
  async stop(): Promise<void> {
    await this.sweeps.stop();
    await Promise.all([...this.relays.values()].map((relay) => relay.whenIdle()));
  }

  /** One sweep over every outbox and journal, unless another replica does it. */
  sweep(): Promise<void> {
    return this.sweeps.run();
  }

  private async sweepAll(): Promise<void> {
    if (this.relays.size === 0) return;
    if (!(await this.publisher.claimJob(`sweep:${this.service}`, SWEEP_MS * 0.8))) return;
    for (const relay of this.relays.values()) await relay.sweep();
    for (const journals of this.journals.values()) {
      for (const journal of journals.values()) await journal.maintain();
    }
  }

  private journalOf(connection: Connection, topic: string): EventJournal {
    let journals = this.journals.get(connection);
    if (!journals) this.journals.set(connection, (journals = new Map<string, EventJournal>()));
    let journal = journals.get(topic);
    if (!journal) journals.set(topic, (journal = new EventJournal(connection, this.publisher, topic)));
    return journal;
  }
}
