import { hkdfSync } from 'node:crypto';

/** What keys are derived for; each gets a key of its own, so that none can be used in another's place. */
export type KeyPurpose = 'signing-key' | 'refresh-token' | 'reset-token' | 'shadow-admin' | 'unsubscribe';

/**
 * A key of 256 bits, derived from the one configured secret (HKDF-SHA-256).
 *
 * @param secret at least 32 characters
 * @param salt random bytes where every use is to have a key of its own
 */
export function deriveKey(secret: string, purpose: KeyPurpose, salt: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, `har-academy ${purpose}`, 32));
}
