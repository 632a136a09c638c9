import { Schema, type Connection, type Model } from 'mongoose';
import type { EventEnvelope } from './event-envelope';

/** An event that was published, until every group has handled it. */
export interface PublishedEvent {
  /** the event's id */
  _id: string;
  topic: string;
  event: EventEnvelope;
  /** The run of Redis that took it. */
  epoch: string;
  /** Its place in the stream, in a form that sorts. */
  entry: string;
  published_at: Date;
}

const KEEP_DAYS = 7;

export const publishedEventSchema = new Schema<PublishedEvent>(
  {
    _id: { type: String, required: true },
    topic: { type: String, required: true },
    event: { type: Schema.Types.Mixed, required: true },
    epoch: { type: String, required: true },
    entry: { type: String, required: true },
    published_at: { type: Date, required: true },
  },
  { collection: 'published_events', versionKey: false, minimize: false },
);
publishedEventSchema.index({ topic: 1, epoch: 1, entry: 1 });
publishedEventSchema.index({ published_at: 1 }, { expireAfterSeconds: KEEP_DAYS * 86_400 });

/** The model on one connection; it is made when it is first asked for. */
export function publishedEvents(connection: Connection): Model<PublishedEvent> {
  const known = connection.models.PublishedEvent as Model<PublishedEvent> | undefined;
  return known ?? connection.model<PublishedEvent>('PublishedEvent', publishedEventSchema);
}
