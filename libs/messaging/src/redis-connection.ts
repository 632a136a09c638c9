import { Logger } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';

const logger = new Logger('Redis');

const RECONNECT: RedisOptions = {
  retryStrategy: (attempt) => Math.min(attempt * 50, 500),
  connectTimeout: 2_000,
  disconnectTimeout: 500,
  // A Redis that still loads its data is asked again after this time.
  maxLoadingRetryTime: 250,
};

/** A connection that stays open but carries nothing is given up after this time. */
const SILENCE_MS = 5_000;

/**
 * A connection that fails at once when Redis is away: what is sent through it is never queued and never sent a second
 * time behind the caller's back, since a command that may not run twice must not be repeated by a reconnect.
 */
export function openPrompt(url: string, purpose: string): Redis {
  return open(url, purpose, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    socketTimeout: SILENCE_MS,
  });
}

/** A connection whose commands wait until Redis is back: for what is safe to repeat, such as acknowledging. */
export function openPatient(url: string, purpose: string): Redis {
  return open(url, purpose, { maxRetriesPerRequest: null, socketTimeout: SILENCE_MS });
}

/**
 * A connection for blocking reads. A read that was under way when the connection broke is rejected instead of being
 * sent again by ioredis, which may leave it unsettled for good.
 */
export function openBlocking(url: string, purpose: string): Redis {
  return open(url, purpose, { maxRetriesPerRequest: 0, enableOfflineQueue: false });
}

/** A connection that only listens to channels; its owner subscribes whenever it is ready. */
export function openSubscriber(url: string, purpose: string): Redis {
  return open(url, purpose, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResubscribe: false,
    socketTimeout: SILENCE_MS,
  });
}

/** Resolves when the connection is ready for the first time. */
export function whenReady(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    redis.once('ready', () => resolve());
    redis.once('end', () => reject(new Error('the Redis connection was closed')));
  });
}

function open(url: string, purpose: string, options: RedisOptions): Redis {
  const redis = new Redis(url, { ...RECONNECT, ...options });
  let lost = false;
  redis.on('error', (error: Error) => {
    // Closed by ourselves while it was still connecting.
    if (error.message.includes('enableOfflineQueue')) return;
    if (!lost) logger.warn(`connection for ${purpose} lost: ${error.message}`);
    lost = true;
  });
  redis.on('ready', () => {
    if (lost) logger.log(`connection for ${purpose} is back`);
    lost = false;
  });
  return redis;
}
