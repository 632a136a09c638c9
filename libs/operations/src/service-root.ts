import type { DynamicModule } from '@nestjs/common';
import { CallClient, MessagingModule } from '@har/messaging';
import { databaseName, MongoModule } from '@har/mongo';
import { ServiceCaller } from '@har/routing';
import type { ServiceDefinition, ServiceEnv } from './app-definition';

/**
 * The root module of a service: its database, its messages, the typed client of the others, and its features.
 *
 * @param answer_timeout_ms how long an answer of the database is waited for; 0: as long as it takes
 */
export function serviceRoot<E extends ServiceEnv>(
  definition: ServiceDefinition<E>,
  env: E,
  redis: { redis_url: string; namespace: string },
  answer_timeout_ms = 30_000,
): DynamicModule {
  class ServiceRoot {}
  return {
    module: ServiceRoot,
    global: true,
    providers: [
      {
        provide: ServiceCaller,
        useFactory: (client: CallClient) => new ServiceCaller(client),
        inject: [CallClient],
      },
    ],
    exports: [ServiceCaller],
    imports: [
      MongoModule.forRoot({
        uri: env.MONGODB_URI,
        database: databaseName(env.MONGODB_DATABASE_PREFIX, definition.name),
        create_indexes: env.NODE_ENV !== 'production',
        answer_timeout_ms,
      }),
      MessagingModule.forRoot({ ...redis, service: definition.name, topics: [...definition.topics] }),
      definition.module(env) as DynamicModule,
    ],
  };
}
