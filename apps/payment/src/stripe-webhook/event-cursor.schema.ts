import { Schema } from 'mongoose';

/** How far Stripe's own list of events was read. There is one. */
export interface EventCursor {
  _id: 'stripe';
  /** All events told before that were stored. */
  read_until: Date;
  /** When a replica reads on. */
  due_at: Date;
}

export const EVENT_CURSORS = 'EventCursor';

export const eventCursorSchema = new Schema<EventCursor>(
  {
    _id: { type: String, required: true },
    read_until: { type: Date, required: true },
    due_at: { type: Date, required: true },
  },
  { collection: 'webhook_cursors', versionKey: false },
);
