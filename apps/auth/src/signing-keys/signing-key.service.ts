import { createPrivateKey, type KeyObject } from 'node:crypto';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import type { Jwks } from '@har/access';
import { RecurringWork } from '@har/messaging';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import { newSigningKey } from './new-signing-key';
import { unseal } from './sealed-text';
import { SigningKeyRepository } from './signing-key.repository';
import type { SigningKeyRecord } from './signing-key.schema';

/** The key that signs now. */
export interface SigningKey {
  readonly kid: string;
  readonly private_key: KeyObject;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const PERIOD_MS = 30 * DAY_MS;
/** The next key of the plan is published so long before it signs. */
const PUBLISHED_AHEAD_MS = DAY_MS;
/** So long at least is any key published before it signs: verifiers fetch the key set every five minutes. */
const SHORTEST_NOTICE_MS = 10 * MINUTE_MS;
/** Keys are read again after this; far less than the notice, so no replica misses a key that begins to sign. */
const CACHE_MS = MINUTE_MS;

type KeyEnv = Pick<AuthEnv, 'KEY_ENCRYPTION_SECRET' | 'ACCESS_TOKEN_TTL_SECONDS'>;

/**
 * The keys of access tokens: one signs, the next is published ahead, old ones stay until the last token they signed has
 * expired. Replicas agree through the unique generation of each key.
 */
@Injectable()
export class SigningKeyService implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(SigningKeyService.name);
  private readonly opened = new Map<string, KeyObject>();
  private known: Promise<SigningKeyRecord[]> | undefined;
  private knownSince = 0;
  private readonly upkeep = new RecurringWork(
    () => this.maintain(),
    (error) => this.logger.error(error),
  );

  constructor(
    private readonly keys: SigningKeyRepository,
    @Inject(AUTH_ENV) private readonly env: KeyEnv,
  ) {}

  /** @throws Error at boot when the stored keys were encrypted with another secret */
  async onModuleInit(): Promise<void> {
    await this.keys.ready();
    await this.maintain();
    await this.current();
    this.upkeep.start(HOUR_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.upkeep.stop();
  }

  async current(): Promise<SigningKey> {
    const now = Date.now();
    const key = (await this.list()).findLast(({ signs_from }) => signs_from.getTime() <= now);
    if (!key) throw new Error('there is no signing key');
    return { kid: key._id, private_key: this.open(key) };
  }

  /** The public keys that tokens may be signed with: old, current and next. */
  async publish(): Promise<Jwks> {
    return { keys: (await this.list()).map(({ public_jwk }) => public_jwk) };
  }

  /**
   * Begins a new key out of turn; it signs once every verifier has had time to fetch it.
   *
   * @returns the id of the key, and when it begins to sign
   */
  async rotate(): Promise<{ kid: string; signs_from: Date }> {
    const now = Date.now();
    const signs_from = new Date(now + SHORTEST_NOTICE_MS);
    const newest = (await this.keys.list()).at(-1);
    if (newest && newest.signs_from.getTime() > signs_from.getTime())
      await this.keys.bringForward(newest, signs_from);
    else if (!newest || newest.signs_from.getTime() <= now)
      await this.add((newest?.generation ?? 0) + 1, signs_from);
    this.known = undefined;
    const next = (await this.list()).at(-1)!;
    return { kid: next._id, signs_from: next.signs_from };
  }

  /** Makes the first key and each next one in time, and drops those that no living token was signed with. */
  async maintain(now = Date.now()): Promise<void> {
    const keys = await this.keys.list();
    const newest = keys.at(-1);
    if (!newest) {
      await this.add(1, new Date(now));
    } else {
      const due = newest.signs_from.getTime() + PERIOD_MS;
      const notice = new Date(Math.max(due, now + SHORTEST_NOTICE_MS));
      if (due - PUBLISHED_AHEAD_MS <= now) await this.add(newest.generation + 1, notice);
    }
    await this.dropExpired(keys, now);
    this.known = undefined;
  }

  private async dropExpired(keys: readonly SigningKeyRecord[], now: number): Promise<void> {
    const usedFor = this.env.ACCESS_TOKEN_TTL_SECONDS * 1000 + HOUR_MS;
    const expired = keys.filter((_, i) => {
      const successor = keys[i + 1];
      return successor !== undefined && successor.signs_from.getTime() + usedFor < now;
    });
    if (expired.length > 0) await this.keys.delete(expired.map(({ _id }) => _id));
  }

  private async add(generation: number, signs_from: Date): Promise<void> {
    const key = await newSigningKey(generation, signs_from, this.env.KEY_ENCRYPTION_SECRET);
    if (!(await this.keys.insert(key))) return;
    this.logger.log({
      message: 'signing key created',
      kid: key._id,
      generation,
      signs_from: signs_from.toISOString(),
    });
  }

  private list(): Promise<SigningKeyRecord[]> {
    const now = Date.now();
    if (!this.known || now - this.knownSince > CACHE_MS) {
      this.knownSince = now;
      const known = this.keys.list();
      this.known = known;
      known.catch(() => (this.known = undefined));
    }
    return this.known;
  }

  private open(key: SigningKeyRecord): KeyObject {
    let opened = this.opened.get(key._id);
    if (!opened) {
      opened = createPrivateKey(this.unseal(key));
      this.opened.set(key._id, opened);
    }
    return opened;
  }

  private unseal(key: SigningKeyRecord): string {
    try {
      return unseal(key.sealed_private_key, this.env.KEY_ENCRYPTION_SECRET, key._id);
    } catch {
      throw new Error(
        'KEY_ENCRYPTION_SECRET is not the one that the stored signing keys were encrypted with.',
      );
    }
  }
}
