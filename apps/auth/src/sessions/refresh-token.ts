import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A refresh token taken apart. */
export interface RefreshToken {
  readonly session_id: string;
  /** 256 bits in base64url. */
  readonly value: string;
}

const FORM = /^([0-9a-f]{24})\.([\w-]{43})\.([\w-]{22})$/;
const SEAL_BYTES = 16;

export function newRefreshValue(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The value of the next token of a line. Whoever holds the parent and asks again gets the same successor, although
 * neither is stored: it takes the parent's value, the nonce of the session and the key of this service.
 */
export function successorValue(key: Buffer, parent: string, nonce: string): string {
  return createHmac('sha256', key).update(`successor\n${parent}\n${nonce}`).digest('base64url');
}

/** What is stored of a token. */
export function hashRefreshValue(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

/** `<session>.<value>.<seal>`; the seal says that this service made it. */
export function formatRefreshToken(key: Buffer, { session_id, value }: RefreshToken): string {
  return `${session_id}.${value}.${sealOf(key, session_id, value)}`;
}

/**
 * The parts of a token that this service made, expired or used ones included; undefined for anything else. So only real
 * tokens can be found to be repeated, and a made-up one ends nobody's session.
 */
export function parseRefreshToken(key: Buffer, token: string): RefreshToken | undefined {
  const [, session_id, value, seal] = FORM.exec(token) ?? [];
  if (!session_id || !value || !seal) return undefined;
  // As texts: several last characters stand for the same bytes.
  const genuine = timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(key, session_id, value)));
  return genuine ? { session_id, value } : undefined;
}

function sealOf(key: Buffer, session_id: string, value: string): string {
  const mac = createHmac('sha256', key).update(`seal\n${session_id}\n${value}`).digest();
  return mac.subarray(0, SEAL_BYTES).toString('base64url');
}
