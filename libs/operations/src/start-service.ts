import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { readEnv } from '@har/env';
import { CatalogueError } from '@har/errors';
import { createLogger } from '@har/logging';
import type { Redis } from 'ioredis';
import { connectStreamServer, REDIS, StreamServer } from '@har/messaging';
import { isStoreAway, MongoIdempotencyStore, whenIndexed } from '@har/mongo';
import { ContractExecutor, mountContracts, ServiceCaller, type Dispatch } from '@har/routing';
import type { RunningApp, ServiceDefinition, ServiceEnv } from './app-definition';
import { Health } from './health';
import { createHttpServer } from './http-server';
import { mountMetrics } from './metrics';
import { serviceRoot } from './service-root';
import { listen, shutdown } from './shutdown';
import { TokenVerification } from './token-verification';

/**
 * Starts one replica of a service: its MongoDB, its calls and events over Redis, and its own HTTP port, where the same
 * contracts are served through a local dispatcher.
 *
 * @throws EnvError when the environment does not fit
 */
export async function startService<E extends ServiceEnv>(
  definition: ServiceDefinition<E>,
  source: NodeJS.ProcessEnv = process.env,
): Promise<RunningApp> {
  const env = readEnv(definition.env, source);
  const redis = { redis_url: env.REDIS_URL, namespace: env.REDIS_NAMESPACE };
  const logger = createLogger({ service: definition.name, level: env.LOG_LEVEL });
  const { nest, fastify } = await createHttpServer(serviceRoot(definition, env, redis), env, logger);

  const connection = nest.get<Connection>(getConnectionToken());
  const idempotency = new MongoIdempotencyStore(connection);
  if (env.NODE_ENV !== 'production') {
    // What an index keeps unique must not be written before the index is there.
    await Promise.all(Object.values(connection.models).map((model) => whenIndexed(model)));
    await idempotency.createIndexes();
  }
  const caller = nest.get(ServiceCaller);
  const verification = new TokenVerification(caller, logger, redis);
  const executor = new ContractExecutor({
    contracts: definition.contracts,
    verifier: verification.verifier,
    idempotency,
    check_replies: env.NODE_ENV !== 'production',
    is_outage: isStoreAway,
    onError: (error, call) =>
      logger.error('call failed', { pattern: call.pattern, request_id: call.request_id, error }),
  });
  const server = new StreamServer({
    ...redis,
    service: definition.name,
    concurrency: definition.concurrency,
    executor: (handler, call) => executor.execute(handler, call),
    // The executor has told the log of its own; what is left is a fault on the way.
    onError: (error) =>
      error instanceof CatalogueError || logger.error('a call could not be answered', { error }),
  });
  connectStreamServer(nest, server);

  const health = new Health({
    mongodb: () => connection.db!.command({ ping: 1 }),
    redis: () => nest.get<Redis>(REDIS).ping(),
    sessions: () => verification.assertReady(),
  });
  const stop = () =>
    shutdown({ health, nest, logger, before_close: [() => server.drain(), () => verification.stop()] });
  try {
    health.mount(fastify);
    mountMetrics(fastify);
    const dispatch = (call: Dispatch) => executor.execute(handlerOf(server, call.pattern), call);
    const { contracts } = definition;
    await mountContracts(fastify, {
      contracts,
      prefix: '/api/v1',
      verifier: verification.verifier,
      dispatch,
    });
    assertImplemented(definition, server);
    await nest.init();
    await nest.startAllMicroservices();
    await verification.start();
    const address = await listen(nest, env);
    logger.info('listening', { port: address.port });
    return { ...address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function assertImplemented<E extends ServiceEnv>(
  definition: ServiceDefinition<E>,
  server: StreamServer,
): void {
  const missing = definition.contracts.filter((contract) => !server.handlerOf(contract.name));
  if (missing.length === 0) return;
  throw new Error(`${definition.name} implements no ${missing.map(({ name }) => name).join(', ')}`);
}

function handlerOf(server: StreamServer, pattern: string) {
  const handler = server.handlerOf(pattern);
  if (!handler) throw new Error(`no handler implements ${pattern}`);
  return handler;
}
