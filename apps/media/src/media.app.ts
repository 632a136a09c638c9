import * as contracts from '@har/contracts';
import { readEnv } from '@har/env';
import { startService, type RunningApp, type ServiceDefinition } from '@har/operations';
import { contractsIn } from '@har/routing';
import { prepareBuckets } from '@har/storage';
import { MEDIA_ENV_SCHEMA, type MediaEnv } from './media-env';
import { MediaModule } from './media.module';

export const definition: ServiceDefinition<MediaEnv> = {
  name: 'media',
  env: MEDIA_ENV_SCHEMA,
  contracts: contractsIn(contracts).filter(({ service }) => service === 'media'),
  // Whose files are attached, replaced and removed.
  topics: ['auth', 'course'],
  module: (env) => MediaModule.forRoot(env),
};

/** Starts one replica of the service; but in production it makes the buckets first. */
export async function start(source: NodeJS.ProcessEnv): Promise<RunningApp> {
  const env = readEnv(MEDIA_ENV_SCHEMA, source);
  if (env.NODE_ENV !== 'production') {
    const refused = await prepareBuckets(env, env.FRONTEND_URL.split(','));
    if (refused.length > 0) process.stderr.write(`The storage does not know: ${refused.join(', ')}\n`);
  }
  return startService(definition, source);
}
