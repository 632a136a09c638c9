import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

export interface PublicJwk extends JsonWebKey {
  readonly kid: string;
}

export interface Jwks {
  readonly keys: readonly PublicJwk[];
}

const REFRESH_MS = 5 * 60_000;
const UNKNOWN_KEY_PAUSE_MS = 1_000;

/**
 * The public keys that tokens are verified with, by `kid`. They are fetched at the first use, every five minutes, and
 * when a token names a key that is not known yet (at most once a second, so that forged key ids cost nothing).
 */
export class KeySet {
  private keys = new Map<string, KeyObject>();
  private fetchedAt = 0;
  private fetching: Promise<void> | undefined;

  constructor(private readonly fetchKeys: () => Promise<Jwks>) {}

  async find(kid: string): Promise<KeyObject | undefined> {
    const age = Date.now() - this.fetchedAt;
    const known = this.keys.get(kid);
    if (known) {
      if (age > REFRESH_MS) this.refresh().catch(() => undefined);
      return known;
    }
    if (age > UNKNOWN_KEY_PAUSE_MS) await this.refresh();
    return this.keys.get(kid);
  }

  /** Fetches the keys now; concurrent callers share one fetch. */
  refresh(): Promise<void> {
    this.fetching ??= this.fetchNow().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  private async fetchNow(): Promise<void> {
    const { keys } = await this.fetchKeys();
    this.keys = new Map(keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })]));
    this.fetchedAt = Date.now();
  }
}
