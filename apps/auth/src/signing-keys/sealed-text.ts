import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from '../secrets/derived-key';

const ALGORITHM = 'aes-256-gcm';
const TAG_BYTES = 16;
/** A part that is missing is as good as an empty one. */
const NONE = Buffer.alloc(0);

/**
 * Encrypts a text (AES-256-GCM, a key and nonce of its own) and binds it to what it belongs to.
 *
 * @param owner readable only under the same owner
 * @returns `<salt>.<nonce>.<tag>.<data>` in base64url
 */
export function seal(text: string, secret: string, owner: string): string {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, deriveKey(secret, 'signing-key', salt), nonce).setAAD(
    Buffer.from(owner),
  );
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [salt, nonce, cipher.getAuthTag(), data].map((part) => part.toString('base64url')).join('.');
}

/** @throws Error when secret or owner is another, the text was changed, or is not a sealed one */
export function unseal(sealed: string, secret: string, owner: string): string {
  const parts = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  const [salt = NONE, nonce = NONE, tag = NONE, data = NONE] = parts;
  const key = deriveKey(secret, 'signing-key', salt);
  // Without this length a shortened tag would do, which is easier to guess.
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(owner))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
}
