import { Module, type DynamicModule } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';

export interface MongoOptions {
  /** Without a database in it. */
  readonly uri: string;
  /** The service's own database: nobody else reads it. */
  readonly database: string;
  /** Whether schemas' indexes are created at boot (development, tests) or by `npm run db:indexes` (production). */
  readonly create_indexes: boolean;
  /** Milliseconds until an answer is given up; 0 waits for it however long it takes. */
  readonly answer_timeout_ms: number;
}

/** The connection of one service to its own database. */
@Module({})
export class MongoModule {
  static forRoot(options: MongoOptions): DynamicModule {
    return {
      module: MongoModule,
      imports: [
        MongooseModule.forRoot(options.uri, {
          dbName: options.database,
          autoIndex: options.create_indexes,
          autoCreate: options.create_indexes,
          maxPoolSize: 20,
          minPoolSize: 1,
          // A server that is away is a prompt refusal, one that hangs is found out within seconds.
          serverSelectionTimeoutMS: 1_500,
          heartbeatFrequencyMS: 2_000,
          connectTimeoutMS: 5_000,
          socketTimeoutMS: options.answer_timeout_ms,
          // Reads that need the newest state follow a write: majority on a replica set, the same on a single node.
          writeConcern: { w: 'majority' },
        }),
      ],
    };
  }
}

/** `har_` + `ai-core` → `har_ai_core` */
export function databaseName(prefix: string, service: string): string {
  return prefix + service.replaceAll('-', '_');
}
