import { randomUUID } from 'node:crypto';
import { Schema } from 'mongoose';
import { currentContext } from '@har/logging';
import type { EventEnvelope } from './event-envelope';

/** An event that waits inside the document whose change it tells. */
export interface OutboxEntry<T = unknown> {
  id: string;
  type: string;
  at: Date;
  payload: T;
  request_id?: string;
}

const outboxEntrySchema = new Schema<OutboxEntry>(
  {
    id: { type: String, required: true },
    type: { type: String, required: true },
    at: { type: Date, required: true },
    payload: Schema.Types.Mixed,
    request_id: String,
  },
  { _id: false, id: false, minimize: false },
);

/**
 * Gives documents an outbox, for a service that tells its events under `topic`: an event is pushed in the very update
 * that it tells, and a relay publishes it. Queries do not select it.
 */
export function outboxPlugin(topic: string): (schema: Schema) => void {
  return (schema) => {
    schema.add({ outbox: { type: [outboxEntrySchema], select: false, default: undefined } });
    // Only documents whose events were not published yet are in it: what the sweep looks for.
    schema.index({ 'outbox.at': 1 }, { sparse: true });
    Object.assign(schema.statics, { outbox_topic: topic });
  };
}

/** An event to push into an outbox, with an id of its own and the id of the request that is being handled. */
export function outboxEntry<T>(type: string, payload: T): OutboxEntry<T> {
  const request_id = currentContext()?.request_id;
  return { id: randomUUID(), type, at: new Date(), payload, ...(request_id !== undefined && { request_id }) };
}

export function toEnvelope({ id, type, at, payload, request_id }: OutboxEntry): EventEnvelope {
  return { id, type, at: at.toISOString(), payload, ...(request_id !== undefined && { request_id }) };
}
