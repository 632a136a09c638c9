import type { DynamicModule, Type } from '@nestjs/common';
import type Joi from 'joi';
import type { PlatformEnv, StoreEnv } from '@har/env';
import type { AnyContract, ServiceName } from '@har/routing';

export type ServiceEnv = PlatformEnv & StoreEnv;

/** What makes a service: its configuration, what it implements, whose events it hears, its module. */
export interface ServiceDefinition<E extends ServiceEnv = ServiceEnv> {
  readonly name: ServiceName;
  readonly env: Joi.ObjectSchema<E>;
  readonly contracts: readonly AnyContract[];
  /** The services whose events it consumes. */
  readonly topics: readonly ServiceName[];
  /** How many calls one replica runs at once; more than usual where calls wait for something slow. */
  readonly concurrency?: number;
  readonly module: (env: E) => Type | DynamicModule;
}

/** A running app: where it answers, and how it is stopped. */
export interface RunningApp {
  readonly url: string;
  readonly port: number;
  /** Not ready from now on, in-flight requests finished, connections closed. */
  stop(): Promise<void>;
}
