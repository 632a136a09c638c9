import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { PublicJwk } from '@har/access';
import { seal } from './sealed-text';
import type { SigningKeyRecord } from './signing-key.schema';

const MODULUS_BITS = 2_048;

/** A new RSA key for RS256, its private part encrypted. */
export async function newSigningKey(
  generation: number,
  signs_from: Date,
  secret: string,
): Promise<SigningKeyRecord> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS });
  const kid = randomBytes(12).toString('base64url');
  const { n, e } = publicKey.export({ format: 'jwk' });
  const public_jwk: PublicJwk = { kid, kty: 'RSA', alg: 'RS256', use: 'sig', n, e };
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  return {
    _id: kid,
    generation,
    public_jwk,
    sealed_private_key: seal(pem, secret, kid),
    signs_from,
    created_at: new Date(),
  };
}
