import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MongoIdempotencyStore } from '@har/mongo';
import type { ServiceDefinition, ServiceEnv } from './app-definition';
import { withServiceContext } from './service-context';

/**
 * Creates every index that the schemas of a service declare, and waits until they are built; what is there stays.
 *
 * @returns the collections that have indexes now
 */
export async function createIndexes<E extends ServiceEnv>(
  definition: ServiceDefinition<E>,
  source: NodeJS.ProcessEnv = process.env,
): Promise<string[]> {
  // Only production leaves indexes alone at boot.
  return withServiceContext(definition, { ...source, NODE_ENV: 'development' }, async (context) => {
    const connection = context.get<Connection>(getConnectionToken());
    const models = Object.values(connection.models);
    await Promise.all(models.map((model) => model.init()));
    await new MongoIdempotencyStore(connection).createIndexes();
    return [...models.map(({ collection }) => collection.name), 'idempotency_keys'].sort();
  });
}
