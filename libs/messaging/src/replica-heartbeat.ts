import type { Redis } from 'ioredis';
import { heartbeatScript } from './call-scripts';
import type { RedisClock } from './redis-clock';
import { RedisUpkeep } from './redis-upkeep';

const BEAT_MS = 500;
const LIFETIME_MS = 2_000;

export interface ReplicaHeartbeatOptions {
  readonly redis: Redis;
  readonly clock: RedisClock;
  /** Where the service's replicas are listed. */
  readonly replicas_key: string;
  readonly replica: string;
  readonly streams: readonly string[];
  readonly group: string;
}

/** Tells clients that this replica listens, and keeps the groups of its streams in being. */
export class ReplicaHeartbeat {
  private readonly upkeep: RedisUpkeep;
  private readonly again = () => void this.beat().catch(() => undefined);

  constructor(private readonly options: ReplicaHeartbeatOptions) {
    this.upkeep = new RedisUpkeep(options.redis);
  }

  async start(): Promise<void> {
    this.options.redis.on('ready', this.again);
    await this.beat();
    this.upkeep.every(BEAT_MS, () => this.beat());
  }

  /** One heartbeat; skipped while Redis is away, so that they do not pile up. */
  async beat(): Promise<void> {
    const { redis, clock, replicas_key, streams, replica, group } = this.options;
    if (redis.status !== 'ready') return;
    const sentAt = Date.now();
    const now = await heartbeatScript.run(redis, [replicas_key, ...streams], [replica, LIFETIME_MS, group]);
    clock.observe(now, sentAt, Date.now());
  }

  /** Clients stop counting on this replica at once. */
  async stop(): Promise<void> {
    const { redis, replicas_key, replica } = this.options;
    this.upkeep.end();
    redis.off('ready', this.again);
    if (redis.status === 'ready') await redis.zrem(replicas_key, replica);
  }
}
