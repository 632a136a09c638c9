import * as contracts from '@har/contracts';
import { startService, type RunningApp, type ServiceDefinition } from '@har/operations';
import { contractsIn } from '@har/routing';
import { AUTH_ENV_SCHEMA, type AuthEnv } from './auth-env';
import { AuthModule } from './auth.module';

export const definition: ServiceDefinition<AuthEnv> = {
  name: 'auth',
  env: AUTH_ENV_SCHEMA,
  contracts: contractsIn(contracts).filter(({ service }) => service === 'auth'),
  // Its own events are its word to itself: mails to send, sessions to end.
  topics: ['auth', 'course', 'community'],
  // A burst of sign-ins waits for its hashes without keeping other calls out.
  concurrency: 1_000,
  module: (env) => AuthModule.forRoot(env),
};

/** Starts one replica of the service. */
export function start(source: NodeJS.ProcessEnv): Promise<RunningApp> {
  return startService(definition, source);
}
