/**
 * The service's own connection to Redis, for counters and caches that may be lost: it fails at once when Redis is away.
 * Keys begin with `<namespace>:<service>:`.
 */
export const REDIS = Symbol('REDIS');
