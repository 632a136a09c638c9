import { Schema } from 'mongoose';
import type { PublicJwk } from '@har/access';

/** One RSA key that signs access tokens from `signs_from` until the next generation does. */
export interface SigningKeyRecord {
  /** The key id (`kid`) in tokens. */
  _id: string;
  /** 1, 2, 3, …: unique, so that replicas which rotate at once make one key. */
  generation: number;
  public_jwk: PublicJwk;
  /** PKCS #8 PEM, encrypted with KEY_ENCRYPTION_SECRET. */
  sealed_private_key: string;
  signs_from: Date;
  created_at: Date;
}

export const SIGNING_KEY_MODEL = 'SigningKey';

export const signingKeySchema = new Schema<SigningKeyRecord>(
  {
    _id: String,
    generation: { type: Number, required: true, unique: true },
    public_jwk: { type: Schema.Types.Mixed, required: true },
    sealed_private_key: { type: String, required: true },
    signs_from: { type: Date, required: true },
    created_at: { type: Date, required: true },
  },
  { collection: 'signing_keys', versionKey: false },
);
