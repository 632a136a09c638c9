import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../secrets/derived-key';

/**
 * The token of the links that stop a user's mails: the id, signed. It never ends, because the mail that holds it may be
 * opened years later, and it opens nothing else.
 */
export function unsubscribeTokenOf(secret: string, userId: string): string {
  return `${userId}.${signatureOf(secret, userId)}`;
}

/** The id of the user whose token it is; undefined when it was not made here. */
export function ownerOfToken(secret: string, token: string): string | undefined {
  const [userId = '', signature = ''] = token.split('.');
  const [given, due] = [Buffer.from(signature), Buffer.from(signatureOf(secret, userId))];
  return given.length === due.length && timingSafeEqual(given, due) ? userId : undefined;
}

/** On the gateway itself, which mail programs can post to; no header of any request has a say in it. */
export function unsubscribeLinkOf(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/api/v1/mail/unsubscribe/${token}`;
}

function signatureOf(secret: string, userId: string): string {
  return createHmac('sha256', deriveKey(secret, 'unsubscribe')).update(userId).digest('base64url');
}
