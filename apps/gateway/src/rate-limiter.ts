import type { Redis } from 'ioredis';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { CatalogueError } from '@har/errors';
import type { Exchange } from '@har/routing';
import { PointLeases } from './point-leases';

export interface RateLimit {
  readonly points: number;
  readonly per_seconds: number;
}

interface Limiter {
  readonly shared: RateLimiterAbstract;
  readonly leases: PointLeases;
}

const GENERAL = 'all';
/** A gateway takes a hundredth of a limit from Redis at a time: so much less than the limit a user may get at worst. */
const LEASES_PER_LIMIT = 100;

/**
 * Limits requests by user, or by the socket's address where there is no token, over all gateways together (Redis), of
 * which each takes some points at a time; each gateway counts for itself while Redis is away. What a client writes into headers, query or path does not change its
 * bucket.
 */
export class RateLimiter {
  private readonly limiters = new Map<string, Limiter>();

  constructor(
    private readonly redis: Redis,
    private readonly namespace: string,
    private readonly general: RateLimit,
  ) {}

  /** Counts a request without a token if that needs no asking. @returns whether it was counted */
  consumeLeased(ip: string): boolean {
    return this.limiterOf(GENERAL, this.general).leases.spend(`ip:${ip}`);
  }

  /** @throws CatalogueError RATE_LIMITED with `retry_after` in seconds */
  async consume({ contract, actor, request }: Exchange): Promise<void> {
    const who = actor ? `user:${actor.user_id}` : `ip:${request.ip}`;
    await this.take(GENERAL, this.general, who);
    if (contract.rate_limit) await this.take(contract.name, contract.rate_limit, who);
  }

  private async take(name: string, limit: RateLimit, who: string): Promise<void> {
    const { shared, leases } = this.limiterOf(name, limit);
    if (leases.spend(who)) return;
    try {
      const { msBeforeNext } = await shared.consume(who, leases.size);
      leases.grant(who, msBeforeNext);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new CatalogueError('RATE_LIMITED', {
        retry_after: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
      });
    }
  }

  private limiterOf(name: string, { points, per_seconds: duration }: RateLimit): Limiter {
    const known = this.limiters.get(name);
    if (known) return known;
    const leases = new PointLeases(Math.max(1, Math.floor(points / LEASES_PER_LIMIT)));
    const shared = new RateLimiterRedis({
      storeClient: this.redis,
      rejectIfRedisNotReady: true,
      keyPrefix: `${this.namespace}:limit:${name}`,
      points,
      duration,
      // A client far over its limit is refused without asking Redis.
      inMemoryBlockOnConsumed: points + 1,
      insuranceLimiter: new RateLimiterMemory({ points, duration }),
    });
    const limiter = { shared, leases };
    this.limiters.set(name, limiter);
    return limiter;
  }
}
