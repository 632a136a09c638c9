import { CatalogueError, type ErrorFrame, type Language } from '@har/errors';
import type { OutgoingCall } from './call';

/** A call on the wire. Names are short because every call carries them. */
export interface CallFrame {
  v: 1;
  /** call id, unique within the client process */
  i: string;
  /** pattern */
  p: string;
  /** reply channel */
  r: string;
  /** deadline, milliseconds since 1970 by the clock of Redis */
  dl: number;
  /** idempotency key */
  k?: string;
  /** request id, under which everything that it causes is logged */
  t: string;
  /** actor's token */
  a?: string;
  /** language */
  l: Language;
  /** IP address of the user */
  ip?: string;
  /** the run of the Redis server that it was sent to; only on calls that may not run twice */
  g?: string;
  /** 1 when it may be shed under load */
  s?: 1;
  d?: unknown;
}

/** How long a sheddable call may wait for a replica before it is refused, in milliseconds. */
export const SHED_AFTER_MS = 200;

/** What the client adds to a call to send it. */
export interface CallRouting {
  id: string;
  reply_to: string;
  /** by the clock of Redis */
  deadline_at: number;
  redis_run?: string;
}

export function encodeCall(call: OutgoingCall, routing: CallRouting): string {
  const frame: CallFrame = {
    v: 1,
    i: routing.id,
    p: call.pattern,
    r: routing.reply_to,
    dl: routing.deadline_at,
    k: call.idempotency_key,
    t: call.request_id,
    a: call.token,
    l: call.language,
    ip: call.ip,
    g: routing.redis_run,
    ...(call.sheddable && { s: 1 }),
    d: call.data,
  };
  return JSON.stringify(frame);
}

/** @throws when it is not a frame of this version */
export function decodeCall(text: string): CallFrame {
  const frame = JSON.parse(text) as Partial<CallFrame> | null;
  if (frame?.v !== 1 || !frame.i || !frame.p || !frame.r || typeof frame.dl !== 'number') {
    throw new Error('not a call frame of version 1');
  }
  return frame as CallFrame;
}

const SEPARATOR = '|'.charCodeAt(0);
const OK = 'o'.charCodeAt(0);

/** `id|o|<the reply's JSON>` */
export function encodeAnswer(id: string, reply: Buffer | string): Buffer | string {
  return typeof reply === 'string' ? `${id}|o|${reply}` : Buffer.concat([Buffer.from(`${id}|o|`), reply]);
}

/** `id|e|<error frame>`: never a stack, never the text of an internal exception. */
export function encodeRefusal(id: string, error: CatalogueError): string {
  return `${id}|e|${JSON.stringify(error.toFrame())}`;
}

export interface ReplyFrame {
  id: string;
  /** The untouched bytes of an answer. */
  answer?: Buffer;
  refusal?: CatalogueError;
}

export function decodeReply(bytes: Buffer): ReplyFrame {
  const end = bytes.indexOf(SEPARATOR);
  const id = bytes.toString('latin1', 0, end);
  const body = bytes.subarray(end + 3);
  if (bytes[end + 1] === OK) return { id, answer: body };
  return { id, refusal: decodeRefusal(body.toString()) };
}

function decodeRefusal(text: string): CatalogueError {
  try {
    return CatalogueError.fromFrame(JSON.parse(text) as ErrorFrame);
  } catch (error) {
    return CatalogueError.from(error);
  }
}
