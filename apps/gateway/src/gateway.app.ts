import { Redis } from 'ioredis';
import * as contracts from '@har/contracts';
import { readEnv } from '@har/env';
import { createLogger } from '@har/logging';
import { CallClient, EventTail, type EventEnvelope } from '@har/messaging';
import {
  createHttpServer,
  Health,
  listen,
  mountMetrics,
  shutdown,
  TokenVerification,
  type RunningApp,
} from '@har/operations';
import { eventsIn, mountContracts, routesIn, ServiceCaller } from '@har/routing';
import { mountDocs, platformVersion } from './docs';
import { exchangePolicy } from './exchange-policy';
import { GATEWAY_ENV } from './gateway-env';
import { LoadShedder } from './load-shedder';
import { openApiDocument } from './openapi-document';
import { RateLimiter } from './rate-limiter';
import { serveFromCache } from './cached-reply';
import { ResponseCache } from './response-cache';

class GatewayModule {}

/** How long a request waits to be counted, and after how long a connection that carries nothing is given up. */
const COUNTING_MS = 1_000;
const SILENCE_MS = 5_000;

const NO_SHEDDING: Pick<LoadShedder, 'run'> = { run: (_contract, call) => call() };

/** Starts one replica of the public door. It owns no data and knows no feature: contracts tell it everything. */
export async function start(source: NodeJS.ProcessEnv = process.env): Promise<RunningApp> {
  const env = readEnv(GATEWAY_ENV, source);
  const redisOptions = { redis_url: env.REDIS_URL, namespace: env.REDIS_NAMESPACE };
  const logger = createLogger({ service: 'gateway', level: env.LOG_LEVEL });
  const client = new CallClient(redisOptions);
  const verification = new TokenVerification(new ServiceCaller(client), logger, redisOptions);
  const cache = new ResponseCache({ max_bytes: env.CACHE_MAX_MB * 1_048_576, ttl_ms: env.CACHE_TTL_MS });
  const purges = followPurges(cache, redisOptions);
  // It counts requests: a Redis that does not answer must not keep them waiting, each gateway then counts for itself.
  const redis = new Redis(env.REDIS_URL, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: COUNTING_MS,
    socketTimeout: SILENCE_MS,
    connectTimeout: 2_000,
  });
  redis.on('error', () => undefined);
  const limiter = new RateLimiter(redis, env.REDIS_NAMESPACE, {
    points: env.RATE_LIMIT_PER_MINUTE,
    per_seconds: 60,
  });

  const { nest, fastify } = await createHttpServer({ module: GatewayModule }, env, logger, {
    trustedProxies: env.TRUSTED_PROXIES,
    first: serveFromCache(cache, limiter),
  });

  const health = new Health({ redis: () => redis.ping(), sessions: () => verification.assertReady() });
  health.mount(fastify);
  mountMetrics(fastify);
  await mountDocs(fastify, openApiDocument(env.PUBLIC_URL, platformVersion()));
  await mountContracts(fastify, {
    contracts: routesIn(contracts),
    prefix: '/api/v1',
    verifier: verification.verifier,
    dispatch: (call) => client.call(env.LOAD_SHEDDING ? call : { ...call, sheddable: false }),
    intercept: exchangePolicy(limiter, cache, env.LOAD_SHEDDING ? new LoadShedder() : NO_SHEDDING),
  });
  await Promise.all([verification.start(), purges.start()]);
  await nest.init();
  const address = await listen(nest, env);
  logger.info('listening', { port: address.port });
  const closeClients = () => Promise.all([verification.stop(), purges.stop(), client.close(), redis.quit()]);
  return {
    ...address,
    stop: () =>
      shutdown({
        health,
        nest,
        logger,
        drain_delay_ms: env.DRAIN_DELAY_MS,
        before_close: [],
        after_close: [closeClients],
      }),
  };
}

/** Drops cached answers the moment an event says that what they show has changed. */
function followPurges(cache: ResponseCache, redis: { redis_url: string; namespace: string }): EventTail {
  const purging = eventsIn(contracts).filter((event) => event.purges);
  const byType = new Map(purging.map((event) => [event.type, event]));
  return new EventTail({
    ...redis,
    topics: [...new Set(purging.map((event) => event.topic))],
    onEvent: ({ type, payload }: EventEnvelope) => {
      const keys = byType.get(type)?.purges?.(payload);
      if (keys) cache.purge(keys);
    },
    onGap: () => cache.clear(),
  });
}
