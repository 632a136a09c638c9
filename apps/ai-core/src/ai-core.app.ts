import Joi from 'joi';
import * as contracts from '@har/contracts';
import { PLATFORM_ENV, STORE_ENV } from '@har/env';
import { startService, type RunningApp, type ServiceDefinition, type ServiceEnv } from '@har/operations';
import { contractsIn } from '@har/routing';
import { AiCoreModule } from './ai-core.module';

export const definition: ServiceDefinition = {
  name: 'ai-core',
  env: Joi.object<ServiceEnv>({ ...PLATFORM_ENV, ...STORE_ENV }),
  contracts: contractsIn(contracts).filter(({ service }) => service === 'ai-core'),
  topics: ['auth', 'course', 'payment'],
  module: () => AiCoreModule,
};

/** Starts one replica of the service. */
export function start(source: NodeJS.ProcessEnv): Promise<RunningApp> {
  return startService(definition, source);
}
