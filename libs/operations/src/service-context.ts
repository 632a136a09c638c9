import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readEnv } from '@har/env';
import type { ServiceDefinition, ServiceEnv } from './app-definition';
import { serviceRoot } from './service-root';

/**
 * Runs a command on a service's modules without opening its port. Meanwhile it takes part in the service's events like
 * another replica. It waits for the database as long as it takes: an index over millions of documents takes minutes.
 *
 * @throws EnvError when the environment does not fit, or what `work` throws
 */
export async function withServiceContext<E extends ServiceEnv, T>(
  definition: ServiceDefinition<E>,
  source: NodeJS.ProcessEnv,
  work: (context: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const env = readEnv(definition.env, { ...source, PORT: '0' });
  const redis = { redis_url: env.REDIS_URL, namespace: env.REDIS_NAMESPACE };
  const context = await NestFactory.createApplicationContext(serviceRoot(definition, env, redis, 0), {
    logger: ['error'],
    // A command fails by an exception, not by ending the process.
    abortOnError: false,
  });
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}
