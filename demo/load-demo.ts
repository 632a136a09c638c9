import Joi from 'joi';
import { readEnv } from '@har/env';
import { DemoLoader } from './demo-loader';
import { DEMO_INSTRUCTORS, DEMO_LEARNERS, DEMO_PASSWORD } from './people';
import { coursesFolder } from './read-course';

interface DemoEnv {
  API_URL: string;
  ADMIN_EMAIL: string;
  ADMIN_PASSWORD: string;
}

const DEMO_ENV = Joi.object<DemoEnv, true>({
  API_URL: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .required(),
  ADMIN_EMAIL: Joi.string().required(),
  ADMIN_PASSWORD: Joi.string().required(),
});

/** The accounts that the demo brings, as the start shows them. */
function demoAccounts(): { email: string; password: string; role: string }[] {
  const accountsOf = (people: readonly { email: string }[], role: string) =>
    people.map(({ email }) => ({ email, password: DEMO_PASSWORD, role }));
  return [
    ...accountsOf(Object.values(DEMO_INSTRUCTORS), 'instructor'),
    ...accountsOf(DEMO_LEARNERS, 'learner'),
  ];
}

/** Loads the demo into the academy at API_URL; the last line that it prints is JSON with the accounts. */
async function main(): Promise<void> {
  const env = readEnv(DEMO_ENV);
  const started = performance.now();
  const loader = new DemoLoader({
    api_url: env.API_URL.replace(/\/$/, ''),
    admin_email: env.ADMIN_EMAIL,
    admin_password: env.ADMIN_PASSWORD,
    courses_folder: coursesFolder,
    log: (line) => console.log(line),
  });
  const loaded = await loader.load();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(loaded ? `loaded in ${seconds} s` : 'loaded already');
  console.log(JSON.stringify({ accounts: demoAccounts() }));
}

main().catch((error: unknown) => {
  console.error(`Error: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
