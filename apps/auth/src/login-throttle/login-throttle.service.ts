import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { CatalogueError } from '@har/errors';
import { REDIS } from '@har/messaging';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import { RESERVE, SETTLE } from './attempt-scripts';
import { accountScope, addressScope } from './client-scope';
import { Turnstile } from './turnstile';

/** Who tries to prove a password: from where, and for which account (its normalised e-mail). */
export interface Attempt {
  readonly ip: string | undefined;
  readonly account: string;
}

/** 001 §SERVICE 1 C: five failures in ten minutes. */
const LIMIT = 5;
const WINDOW_MS = 600_000;
/** How long an attempt counts as under way when its replica died; longer than any takes. */
const LEASE_MS = 60_000;
/** How long an attempt waits for those before it; then there is still time to verify before the caller gives up. */
const PATIENCE_MS = 45_000;
const FIRST_PAUSE_MS = 15;
const LONGEST_PAUSE_MS = 200;

type Outcome = 'failed' | 'succeeded' | 'abandoned';

/**
 * Limits guessing per address and per account, over all replicas. An attempt is reserved before its password is looked
 * at; while failures and attempts under way make up the limit, others wait: a burst of right passwords is served, and
 * of any number of parallel guesses no more than the limit is ever verified.
 */
@Injectable()
export class LoginThrottleService {
  private readonly prefix: string;
  private readonly turnstile = new Turnstile(LIMIT);

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(AUTH_ENV) env: Pick<AuthEnv, 'REDIS_NAMESPACE'>,
  ) {
    this.prefix = `${env.REDIS_NAMESPACE}:auth:{login-throttle}`;
  }

  /**
   * Verifies a password unless too many attempts failed, right ones being refused alike.
   *
   * @returns what `verify` says
   * @throws CatalogueError TOO_MANY_LOGIN_FAILURES with `retry_after` in seconds, DEADLINE_EXCEEDED when its turn did
   * not come, SERVICE_UNAVAILABLE while failures cannot be counted
   */
  async attempt(attempt: Attempt, verify: () => Promise<boolean>): Promise<boolean> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    const leave = await this.turnstile.enter(addressScope(attempt.ip), giveUpAt);
    try {
      return await this.attemptInTurn(this.keysOf(attempt), giveUpAt, verify);
    } finally {
      leave();
    }
  }

  /** Forgives the failures of an account: its owner proved themself by other means. */
  async forgive(account: string): Promise<void> {
    await this.redis.del(`${this.prefix}:account:${accountScope(account)}:failures`);
  }

  private async attemptInTurn(keys: readonly string[], giveUpAt: number, verify: () => Promise<boolean>) {
    const id = randomUUID();
    await this.reserve(keys, id, giveUpAt);
    let outcome: Outcome = 'abandoned';
    try {
      const right = await verify();
      outcome = right ? 'succeeded' : 'failed';
      return right;
    } finally {
      await this.settle(keys, id, outcome);
    }
  }

  private async reserve(keys: readonly string[], id: string, giveUpAt: number): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      const [state, wait] = await this.run<[number, number]>(RESERVE, keys, [id, LIMIT, WINDOW_MS, LEASE_MS]);
      if (state === 1) return;
      if (state === -1)
        throw new CatalogueError('TOO_MANY_LOGIN_FAILURES', { retry_after: Math.ceil(wait / 1000) });
      if (Date.now() > giveUpAt) throw new CatalogueError('DEADLINE_EXCEEDED');
      await sleep(pause * (0.5 + Math.random()));
    }
  }

  private async settle(keys: readonly string[], id: string, outcome: Outcome): Promise<void> {
    await this.run(SETTLE, keys, [id, outcome, WINDOW_MS]);
  }

  private async run<T>(lua: string, keys: readonly string[], args: readonly (string | number)[]): Promise<T> {
    try {
      return (await this.redis.eval(lua, keys.length, ...keys, ...args)) as T;
    } catch (cause) {
      throw Object.assign(new CatalogueError('SERVICE_UNAVAILABLE'), { cause });
    }
  }

  private keysOf({ ip, account }: Attempt): string[] {
    const scopes = [`ip:${addressScope(ip)}`, `account:${accountScope(account)}`];
    return scopes.flatMap((scope) => [
      `${this.prefix}:${scope}:failures`,
      `${this.prefix}:${scope}:attempts`,
    ]);
  }
}
