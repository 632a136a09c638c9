import Joi from 'joi';
import { PLATFORM_ENV, readEnv, type PlatformEnv } from '@har/env';
import { prepareBuckets, STORAGE_ENV, type StorageEnv } from '@har/storage';

type Env = StorageEnv & Pick<PlatformEnv, 'FRONTEND_URL'>;

/** `npm run storage:buckets`: makes the buckets and their rules, before a deployment starts the media service. */
async function main(): Promise<void> {
  const env = readEnv(Joi.object<Env>({ ...STORAGE_ENV, FRONTEND_URL: PLATFORM_ENV.FRONTEND_URL }));
  const refused = await prepareBuckets(env, env.FRONTEND_URL.split(','));
  console.log(`buckets: ${env.S3_BUCKET}, ${env.S3_PUBLIC_BUCKET}`);
  for (const what of refused) console.log(`the storage does not know: ${what}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
