import type { Redis } from 'ioredis';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { CatalogueError } from '@har/errors';
import type { Exchange } from '@har/routing';

export interface RateLimit {
  readonly points: number;
  readonly per_seconds: number;
}

/**
 * Limits requests by user, or by the socket's address where there is no token, over all gateways together (Redis); each
 * gateway counts for itself while Redis is away. What a client writes into headers, query or path does not change its
 * bucket.
 */
export class RateLimiter {
  private readonly limiters = new Map<string, RateLimiterAbstract>();

  constructor(
    private readonly redis: Redis,
    private readonly namespace: string,
    private readonly general: RateLimit,
  ) {}

  /** @throws CatalogueError RATE_LIMITED with `retry_after` in seconds */
  async consume({ contract, actor, request }: Exchange): Promise<void> {
    const who = actor ? `user:${actor.user_id}` : `ip:${request.ip}`;
    await this.take('all', this.general, who);
    if (contract.rate_limit) await this.take(contract.name, contract.rate_limit, who);
  }

  private async take(name: string, limit: RateLimit, who: string): Promise<void> {
    try {
      await this.limiterOf(name, limit).consume(who);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new CatalogueError('RATE_LIMITED', {
        retry_after: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
      });
    }
  }

  private limiterOf(name: string, { points, per_seconds: duration }: RateLimit): RateLimiterAbstract {
    const known = this.limiters.get(name);
    if (known) return known;
    const limiter = new RateLimiterRedis({
      storeClient: this.redis,
      keyPrefix: `${this.namespace}:limit:${name}`,
      points,
      duration,
      // A client far over its limit is refused without asking Redis.
      inMemoryBlockOnConsumed: points + 1,
      insuranceLimiter: new RateLimiterMemory({ points, duration }),
    });
    this.limiters.set(name, limiter);
    return limiter;
  }
}
