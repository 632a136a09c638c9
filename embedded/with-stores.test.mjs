import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, scratchFolder, until } from './fixtures/scratch.mjs';
import { isPortFree } from './processes/ports.mjs';
import { identify, isAlive } from './processes/process-identity.mjs';

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));
const folder = scratchFolder();
cpSync(join(REPOSITORY, 'embedded'), join(folder, 'embedded'), { recursive: true });
for (const file of ['package.json', 'package-lock.json']) cpSync(join(REPOSITORY, file), join(folder, file));
symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
const runs = join(folder, '.tmp/stores');
const env = { ...cleanEnvironment(), MONGOMS_DOWNLOAD_MIRROR: 'http://127.0.0.1:9' };

/** @param {string[]} args */
function withStores(...args) {
  const child = spawn(process.execPath, [join(folder, 'embedded/with-stores.mjs'), ...args], { env });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (errors += data));
  const ended = once(child, 'exit').then(([code]) => ({ code, output, errors }));
  return { child, ended, output: () => output };
}

const PRINT = 'console.log(process.env.MONGODB_URI + " " + process.env.REDIS_URL)';

test('the command gets stores of its own, its exit code is passed on, and nothing is left', async () => {
  const script = 'echo $MONGODB_URI $REDIS_URL $FERRETDB_POSTGRESQL_URL; command -v jest; exit 7';
  const { code, output } = await withStores('--', 'sh', '-c', script).ended;
  assert.equal(code, 7);
  const [addresses, jest] = output.split('\n');
  assert.match(addresses, /^mongodb:\S+ redis:\S+ postgres:\S+$/);
  assert.equal(jest, join(folder, 'node_modules/.bin/jest'));
  for (const address of addresses.split(' '))
    assert.equal(await isPortFree(Number(new URL(address).port)), true);
  assert.deepEqual(readdirSync(runs), []);
});

test('two runs side by side have different stores', async () => {
  const results = await Promise.all([1, 2].map(() => withStores('--', process.execPath, '-e', PRINT).ended));
  assert.deepEqual(
    results.map(({ code }) => code),
    [0, 0],
  );
  const addresses = results.flatMap(({ output }) => output.trim().split(' '));
  assert.equal(new Set(addresses).size, 4);
});

test('a data folder that is named is kept', async () => {
  const dataDir = join(folder, 'kept');
  const { code } = await withStores('--data-dir', dataDir, '--', process.execPath, '-e', PRINT).ended;
  assert.equal(code, 0);
  assert.equal(existsSync(join(dataDir, 'stores/redis/run.json')), true);
});

test('a signal reaches the command, and its end is told as a shell does', async () => {
  const run = withStores('--', process.execPath, '-e', 'setInterval(() => 0, 1000); console.log("up")');
  await until(() => run.output().includes('up'));
  run.child.kill('SIGTERM');
  assert.equal((await run.ended).code, 143);
  assert.deepEqual(readdirSync(runs), []);
});

test('what a killed run left behind is ended and removed by the next', async () => {
  const run = withStores(
    '--',
    process.execPath,
    '-e',
    'setInterval(() => 0, 1000); console.log(process.pid)',
  );
  await until(() => run.output().includes('\n'));
  const [left] = readdirSync(runs);
  const { processes } = JSON.parse(readFileSync(join(runs, left, 'stores/mongodb/run.json'), 'utf8'));
  run.child.kill('SIGKILL');
  process.kill(Number(run.output()), 'SIGKILL');
  await until(() => !isAlive(identify(run.child.pid)));
  assert.equal(isAlive(processes.postgresql), true);
  assert.equal((await withStores('--', 'true').ended).code, 0);
  assert.equal(isAlive(processes.postgresql), false);
  assert.deepEqual(readdirSync(runs), []);
});

test('mistakes are one line', async () => {
  const none = await withStores().ended;
  assert.deepEqual([none.code, none.errors.split('\n')[0]], [1, 'No command was given']);
  const unknown = await withStores('--', 'no-such-command').ended;
  assert.equal(unknown.code, 1);
  assert.match(unknown.errors, /^no-such-command cannot be started: .*ENOENT/m);
});
