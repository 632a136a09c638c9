import { createHash, createHmac, randomBytes } from 'node:crypto';
import { deriveKey } from '../secrets/derived-key';

/** How long a reset link works (001 §SERVICE 1 B: one hour). */
export const RESET_TTL_MS = 3_600_000;

/** 256 random bits. Alone they open nothing: the token is made of them with a key that is not in the database. */
export function newResetNonce(): string {
  return randomBytes(32).toString('base64url');
}

/** The token of the link: made when the link is planned, for its hash, and again when the mail is written. */
export function resetTokenOf(secret: string, nonce: string): string {
  return createHmac('sha256', deriveKey(secret, 'reset-token')).update(nonce).digest('base64url');
}

/** What is stored of a token. */
export function hashResetToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** The link of the mail, on the configured front end; no header of any request has a say in it. */
export function resetLinkOf(frontendUrls: string, token: string): string {
  const [base = ''] = frontendUrls.split(',');
  const link = new URL(`${base.trim().replace(/\/+$/, '')}/reset-password`);
  link.searchParams.set('token', token);
  return link.href;
}
