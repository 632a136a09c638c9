// `npm run test:stripe-shapes`: holds what we send to Stripe against Stripe's own OpenAPI, with stripe-mock. It is looked
// for on PATH, then in the cache, else installed there with Go; where none of that is possible, one line says so.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const INSTALL_MS = 180_000;
const START_MS = 20_000;

const cached = join(process.env.HAR_CACHE_DIR || join(homedir(), '.cache', 'har-academy'), 'bin');

function works(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/** @returns {string | undefined} the path of stripe-mock */
function findOrInstall() {
  if (works('stripe-mock', '-version')) return 'stripe-mock';
  const path = join(cached, 'stripe-mock');
  if (existsSync(path)) return path;
  if (!works('go', 'version')) return undefined;
  mkdirSync(cached, { recursive: true });
  console.log('stripe-mock: installing it with Go');
  const env = { ...process.env, GOBIN: cached };
  const install = ['install', 'github.com/stripe/stripe-mock@latest'];
  spawnSync('go', install, { env, stdio: 'inherit', timeout: INSTALL_MS });
  return existsSync(path) ? path : undefined;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function untilAnswering(url) {
  for (const end = Date.now() + START_MS; Date.now() < end; await sleep(100)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return true;
  }
  return false;
}

const program = findOrInstall();
if (!program) {
  console.log('stripe-mock is missing, and Go to install it: the shapes were not checked.');
  process.exit(0);
}
const port = await freePort();
const mock = spawn(program, ['-http-port', String(port)], { stdio: 'ignore' });
try {
  const url = `http://127.0.0.1:${port}`;
  if (!(await untilAnswering(url))) throw new Error('stripe-mock does not answer');
  const jest = ['node_modules/jest/bin/jest.js', 'apps/payment/test/stripe-shapes.e2e-spec.ts'];
  const env = { ...process.env, STRIPE_MOCK_URL: url };
  process.exitCode = spawnSync(process.execPath, jest, { env, stdio: 'inherit' }).status ?? 1;
} finally {
  mock.kill();
}
