import { randomUUID } from 'node:crypto';

/** A fact that one service tells the others. */
export interface EventEnvelope<T = unknown> {
  /** Unique; consumers use it to apply an event once. */
  id: string;
  /** `course.published` */
  type: string;
  /** When it happened, ISO 8601. */
  at: string;
  payload: T;
  /** The request that caused it. */
  request_id?: string;
}

/** An event that happens now, with an id of its own. */
export function newEvent<T>(type: string, payload: T, requestId?: string): EventEnvelope<T> {
  return {
    id: randomUUID(),
    type,
    at: new Date().toISOString(),
    payload,
    ...(requestId !== undefined && { request_id: requestId }),
  };
}

/** @throws when the text is not an envelope */
export function parseEnvelope(text: string | undefined): EventEnvelope {
  const event = JSON.parse(text ?? '') as Partial<EventEnvelope> | null;
  if (typeof event?.id !== 'string' || typeof event.type !== 'string' || typeof event.at !== 'string') {
    throw new Error('not an event envelope: id, type or at is missing');
  }
  return event as EventEnvelope;
}
