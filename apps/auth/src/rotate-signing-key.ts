import type { INestApplicationContext } from '@nestjs/common';
import { SigningKeyService } from './signing-keys/signing-key.service';

/**
 * Begins a new signing key out of turn, for `npm run keys:rotate`. Tokens of the old one stay valid until they expire.
 *
 * @param context the service's modules, started without its port
 * @returns the id of the key, and when it begins to sign
 */
export async function rotateSigningKey(
  context: INestApplicationContext,
): Promise<{ kid: string; signs_from: Date }> {
  return context.get(SigningKeyService, { strict: false }).rotate();
}
