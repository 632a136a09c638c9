import type { INestApplication } from '@nestjs/common';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { NestMicroservice } from '@nestjs/microservices/nest-microservice';
import { CallErrorFilter } from './call-error.filter';
import type { StreamServer } from './stream-server';

/**
 * Makes the message handlers of an application answer calls over Redis Streams. It listens once
 * `app.startAllMicroservices()` is called.
 */
export function connectStreamServer(app: INestApplication, server: StreamServer): void {
  const options: MicroserviceOptions = { strategy: server };
  const microservice = app.connectMicroservice(options, {
    inheritAppConfig: false,
    // Filters count only for handlers that are registered after them.
    deferInitialization: true,
  }) as NestMicroservice;
  microservice.useGlobalFilters(new CallErrorFilter());
  microservice.registerListeners();
  microservice.setIsInitialized(true);
  microservice.setIsInitHookCalled(true);
}
