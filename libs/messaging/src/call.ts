import type { Language } from '@har/errors';

/** What goes out. */
export interface OutgoingCall {
  /** The service that is asked. */
  service: string;
  /** The message pattern that one of its handlers answers. */
  pattern: string;
  data: unknown;
  /** The actor's access token; the service checks it again. */
  token?: string;
  request_id: string;
  language: Language;
  ip?: string;
  idempotency_key?: string;
  /** How long an answer is of use, in milliseconds from now. */
  deadline_ms: number;
  /** Whether it may run twice: reads, and commands with an idempotency key. */
  repeatable: boolean;
  /** Refused before the others when the service is overloaded. */
  sheddable?: boolean;
}

/** What a service receives. */
export interface IncomingCall {
  pattern: string;
  data: unknown;
  token?: string;
  request_id: string;
  language: Language;
  ip?: string;
  idempotency_key?: string;
  /** When the answer stops being of use: milliseconds since 1970, by this process' clock. */
  deadline_at: number;
}
