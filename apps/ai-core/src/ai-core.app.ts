import * as contracts from '@har/contracts';
import { startService, type RunningApp, type ServiceDefinition } from '@har/operations';
import { contractsIn } from '@har/routing';
import { AI_CORE_ENV_SCHEMA, type AiCoreEnv } from './ai-core-env';
import { AiCoreModule } from './ai-core.module';

export const definition: ServiceDefinition<AiCoreEnv> = {
  name: 'ai-core',
  env: AI_CORE_ENV_SCHEMA,
  contracts: contractsIn(contracts).filter(({ service }) => service === 'ai-core'),
  topics: ['auth', 'course', 'payment'],
  module: (env) => AiCoreModule.with(env),
};

/** Starts one replica of the service. */
export function start(source: NodeJS.ProcessEnv): Promise<RunningApp> {
  return startService(definition, source);
}
