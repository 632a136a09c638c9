import Joi from 'joi';
import { PLATFORM_ENV, readEnv } from '@har/env';
import { DeadLetters, runDeadLetterCli } from '@har/messaging';

const { REDIS_URL, REDIS_NAMESPACE } = readEnv(
  Joi.object<{ REDIS_URL: string; REDIS_NAMESPACE: string }>({
    REDIS_URL: PLATFORM_ENV.REDIS_URL,
    REDIS_NAMESPACE: PLATFORM_ENV.REDIS_NAMESPACE,
  }),
);

async function main(): Promise<void> {
  const letters = new DeadLetters({ redis_url: REDIS_URL, namespace: REDIS_NAMESPACE });
  try {
    process.exitCode = await runDeadLetterCli(process.argv.slice(2), letters, (line) => console.log(line));
  } finally {
    await letters.close();
  }
}

void main();
