import cors from '@fastify/cors';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { readEnv } from '@har/env';
import { createLogger, toNestLogger } from '@har/logging';
import { databaseName } from '@har/mongo';
import { Health, listen, mountMetrics, shutdown, type RunningApp } from '@har/operations';
import { SIMULATOR_ENV_SCHEMA, type SimulatorEnv } from './config/simulator-env';
import { API_VERSION } from './events/api-version';
import { REACTIONS } from './reactions';
import { SimulatorModule } from './simulator.module';
import { newId } from './state/identifier';
import type { Journal } from './state/journal';
import { MemoryJournal } from './state/memory-journal';
import { MongoJournal } from './state/mongo-journal';
import { StateStore } from './state/state-store';
import { configureEndpoint } from './webhooks/webhook-endpoint';

/** Bytes; the largest call is a checkout session of a hundred lines. */
const BODY_LIMIT = 1_048_576;

/**
 * Starts the simulator.
 *
 * @throws EnvError when the environment does not fit
 * @throws Error when the port is taken or MongoDB cannot be reached
 */
export async function start(source: NodeJS.ProcessEnv = process.env): Promise<RunningApp> {
  const env = readEnv(SIMULATOR_ENV_SCHEMA, source);
  const logger = createLogger({ service: 'stripe-simulator', level: env.LOG_LEVEL });
  const journal = await openJournal(env);
  const internal = { id: null, idempotency_key: null, base_url: env.SIMULATOR_PUBLIC_URL ?? '' };
  const store = new StateStore(journal, REACTIONS, internal);
  const { nest, fastify } = await createServer(env, store, toNestLogger(logger));
  const health = new Health({ journal: () => journal.ping() });
  const closeJournal = () => store.idle().then(() => journal.close());
  const stop = () => shutdown({ health, nest, logger, after_close: [closeJournal] });
  try {
    await store.open();
    await store.run((tx) => configureEndpoint(tx, env.WEBHOOK_URL, env.STRIPE_WEBHOOK_SECRET));
    health.mount(fastify);
    mountMetrics(fastify);
    await nest.init();
    const address = await listen(nest, env);
    internal.base_url ||= address.url;
    logger.info('listening', { port: address.port });
    return { ...address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function openJournal(env: SimulatorEnv): Promise<Journal> | Journal {
  if (env.MONGODB_URI === undefined) return new MemoryJournal();
  return MongoJournal.open(env.MONGODB_URI, databaseName(env.MONGODB_DATABASE_PREFIX, 'stripe-simulator'));
}

async function createServer(
  env: SimulatorEnv,
  store: StateStore,
  logger: LoggerService,
): Promise<{ nest: NestFastifyApplication; fastify: FastifyInstance }> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestIdHeader: false,
    genReqId: () => newId('req', 14),
    forceCloseConnections: 'idle',
  } as never);
  const module = SimulatorModule.with(env, store, logger);
  const nest = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger,
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: false,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  // Forms stay text: what they mean is read where an error about it can be answered.
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, body);
    },
  );
  // Stripe's API is called by browsers of every origin, with the publishable key.
  await fastify.register(cors, { origin: '*', exposedHeaders: ['Request-Id'] });
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('Request-Id', request.id).header('Stripe-Version', API_VERSION);
  });
  return { nest, fastify };
}
