import * as contracts from '@har/contracts';
import { startService, type RunningApp, type ServiceDefinition } from '@har/operations';
import { contractsIn } from '@har/routing';
import { COMMUNITY_ENV_SCHEMA, type CommunityEnv } from './community-env';
import { CommunityModule } from './community.module';

export const definition: ServiceDefinition<CommunityEnv> = {
  name: 'community',
  env: COMMUNITY_ENV_SCHEMA,
  contracts: contractsIn(contracts).filter(({ service }) => service === 'community'),
  topics: ['auth', 'course'],
  module: (env) => CommunityModule.forRoot(env),
};

/** Starts one replica of the service. */
export function start(source: NodeJS.ProcessEnv): Promise<RunningApp> {
  return startService(definition, source);
}
