import Joi from 'joi';
import { readEnv, STORE_ENV, type StoreEnv } from '@har/env';
import { backUp, restore } from './backup/backup';

/** `npm run backup -- <folder>`, `npm run restore -- <folder>`: see docs/runbook.md. */
async function main([action, folder]: string[]): Promise<void> {
  const work = { save: backUp, restore }[action ?? ''];
  if (!work || !folder) throw new Error('npm run backup -- <folder>, npm run restore -- <folder>');
  const env = readEnv(Joi.object<StoreEnv>(STORE_ENV), process.env);
  const counts = await work({ uri: env.MONGODB_URI, prefix: env.MONGODB_DATABASE_PREFIX }, folder);
  console.log(JSON.stringify(counts, null, 2));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
