import { randomBytes } from 'node:crypto';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getConnectionToken } from '@nestjs/mongoose';
import { Redis } from 'ioredis';
import type { Connection } from 'mongoose';
import { MessagingModule } from '@har/messaging';
import { MongoModule } from '@har/mongo';
import { ServiceCaller } from '@har/routing';
import { CourseAppModule } from '../src/course.app';
import type { CourseEnv } from '../src/course-env';

/** The authoring modules by themselves, on a database and a namespace of their own: for what has no route. */
export class CourseContext {
  constructor(
    readonly app: INestApplicationContext,
    private readonly namespace: string,
  ) {}

  get<T>(type: Type<T>): T {
    return this.app.get(type, { strict: false });
  }

  get connection(): Connection {
    return this.app.get<Connection>(getConnectionToken());
  }

  async stop(): Promise<void> {
    await this.connection.dropDatabase();
    await this.app.close();
    const redis = new Redis(process.env.REDIS_URL!);
    for await (const keys of redis.scanStream({ match: `${this.namespace}:*`, count: 1_000 })) {
      if ((keys as string[]).length > 0) await redis.unlink(keys as string[]);
    }
    await redis.quit();
  }
}

/** @param caller stands for the other services */
export async function startCourseContext(caller: Partial<ServiceCaller> = {}): Promise<CourseContext> {
  const namespace = `t${randomBytes(4).toString('hex')}`;
  class Root {}
  const root = {
    module: Root,
    global: true,
    providers: [{ provide: ServiceCaller, useValue: caller }],
    exports: [ServiceCaller],
    imports: [
      MongoModule.forRoot({
        uri: process.env.MONGODB_URI!,
        database: `${namespace}_course`,
        create_indexes: true,
        answer_timeout_ms: 30_000,
      }),
      MessagingModule.forRoot({
        redis_url: process.env.REDIS_URL!,
        namespace,
        service: 'course',
        topics: ['auth', 'course', 'payment'],
      }),
      CourseAppModule.forRoot({ COMMENT_EDIT_WINDOW_MINUTES: 15 } as CourseEnv),
    ],
  };
  const app = await NestFactory.createApplicationContext(root, { logger: ['error'] });
  const context = new CourseContext(app, namespace);
  await Promise.all(Object.values(context.connection.models).map((model) => model.init()));
  return context;
}
