import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { CatalogueError } from '@har/errors';
import { REDIS } from '@har/messaging';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import { accountScope, addressScope } from '../login-throttle/client-scope';

const HOUR_SECONDS = 3_600;
const PER_ACCOUNT = 5;
const PER_ADDRESS = 30;

/** Limits reset mails, so that nobody's mailbox is flooded: 5 an hour to one account, 30 an hour from one address. */
@Injectable()
export class ResetLimiter {
  private readonly accounts: RateLimiterRedis;
  private readonly addresses: RateLimiterRedis;

  constructor(
    @Inject(REDIS) redis: Redis,
    @Inject(AUTH_ENV) { REDIS_NAMESPACE }: Pick<AuthEnv, 'REDIS_NAMESPACE'>,
  ) {
    const limiter = (scope: string, points: number) =>
      new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: `${REDIS_NAMESPACE}:auth:reset-limit:${scope}`,
        points,
        duration: HOUR_SECONDS,
      });
    this.accounts = limiter('account', PER_ACCOUNT);
    this.addresses = limiter('ip', PER_ADDRESS);
  }

  /** @throws CatalogueError RATE_LIMITED with `retry_after` in seconds; SERVICE_UNAVAILABLE while it cannot count */
  async consume(ip: string | undefined, email: string): Promise<void> {
    try {
      await this.addresses.consume(addressScope(ip));
      await this.accounts.consume(accountScope(email));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) {
        throw Object.assign(new CatalogueError('SERVICE_UNAVAILABLE'), { cause: refused });
      }
      throw new CatalogueError('RATE_LIMITED', {
        retry_after: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
      });
    }
  }
}
