import type { Connection, Model } from 'mongoose';
import type { EventEnvelope } from './event-envelope';
import type { EventPublisher, Publication } from './event-publisher';
import { publishedEvents, type PublishedEvent } from './published-event.schema';
import { sortableEntryId } from './stream-position';

const BATCH = 200;
/** How long a topic that no group reads is remembered: its groups may still be starting. */
const WITHOUT_GROUPS_MS = 3_600_000;

/**
 * The published events of one topic that some group may not have handled yet, in the service's own database: what is
 * published again when Redis lost its data, so that losing Redis loses no event.
 */
export class EventJournal {
  private readonly model: Model<PublishedEvent>;

  constructor(
    connection: Connection,
    private readonly publisher: EventPublisher,
    private readonly topic: string,
  ) {
    this.model = publishedEvents(connection);
  }

  async record(events: readonly EventEnvelope[], publication: Publication): Promise<void> {
    const published_at = new Date();
    const records = events.map((event, i) => ({
      _id: event.id,
      topic: this.topic,
      event,
      epoch: publication.epoch,
      entry: sortableEntryId(publication.entry_ids[i] ?? '0-0'),
      published_at,
    }));
    try {
      await this.model.insertMany(records, { ordered: false, lean: true });
    } catch {
      // Some were published before: their last place counts.
      await this.replace(records);
    }
  }

  /** Forgets what every group has handled, and publishes again what a Redis took that is no more. */
  async maintain(): Promise<void> {
    const { epoch, open } = await this.publisher.progress(this.topic);
    const handled = open
      ? { entry: { $lt: sortableEntryId(open) } }
      : { published_at: { $lt: new Date(Date.now() - WITHOUT_GROUPS_MS) } };
    await this.model.deleteMany({ topic: this.topic, epoch, ...handled });
    for (;;) {
      const lost = await this.model
        .find({ topic: this.topic, epoch: { $ne: epoch } })
        .sort({ entry: 1 })
        .limit(BATCH)
        .lean();
      if (lost.length === 0) return;
      const events = lost.map((published) => published.event);
      const publication = await this.publisher.publishAll(this.topic, events);
      await this.record(events, publication);
      if (lost.length < BATCH || publication.epoch !== epoch) return;
    }
  }

  private async replace(records: readonly PublishedEvent[]): Promise<void> {
    await this.model.bulkWrite(
      records.map(({ _id, ...fields }) => ({
        updateOne: { filter: { _id }, update: { $set: fields }, upsert: true },
      })),
      { ordered: false },
    );
  }
}
