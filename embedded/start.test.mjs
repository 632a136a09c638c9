import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { APPS } from './academy-apps.mjs';
import { writeFakeRepository } from './fixtures/fake-repository.mjs';
import { cleanEnvironment, scratchFolder, until } from './fixtures/scratch.mjs';
import { dependenciesAreFresh } from './install/dependencies.mjs';
import { freePorts } from './processes/ports.mjs';
import { identify, isAlive } from './processes/process-identity.mjs';

// The clone borrows these packages; were they stale, its `npm ci` would replace them.
assert.ok(dependenciesAreFresh(fileURLToPath(new URL('..', import.meta.url))), 'run npm ci first');
const folder = writeFakeRepository(scratchFolder());
const ports = await freePorts(APPS.length);
/** @type {NodeJS.ProcessEnv} */
const env = {
  ...cleanEnvironment(),
  ...Object.fromEntries(APPS.map(({ variable }, index) => [variable, String(ports[index])])),
  MONGOMS_DOWNLOAD_MIRROR: 'http://127.0.0.1:9',
};
const gateway = `http://127.0.0.1:${env.GATEWAY_PORT}`;

/** @param {string[]} [args] @param {NodeJS.ProcessEnv} [more] */
function npmStart(args = [], more = {}) {
  const child = spawn(process.execPath, [join(folder, 'embedded/start.mjs'), ...args], {
    env: { ...env, ...more },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const ended = once(child, 'exit').then(([code]) => ({ code, output }));
  const up = until(() => output.includes('Ctrl-C stops all of it') || child.exitCode !== null).then(
    () => output,
  );
  return { child, ended, up };
}
const noted = () => JSON.parse(readFileSync(join(folder, '.data/run.json'), 'utf8')).processes;

test('the first start builds, loads the demo and shows what to try; Ctrl-C ends all of it', async () => {
  const { child, ended, up } = npmStart();
  const output = await up;
  assert.match(output, /Build: done/);
  assert.match(output, new RegExp(`Demo: 12 courses by admin@har.academy at ${gateway}`));
  assert.match(output, /learner +lea@example.org +Demo-1234/);
  assert.match(output, /admin +admin@har.academy +\S{16,}/);
  assert.equal(output.match(/^ {2}(TOKEN=\$\()?curl /gm)?.length, 3);
  assert.equal((await fetch(`${gateway}/health/ready`)).status, 200);
  const processes = noted();
  assert.equal(processes.length, APPS.length);
  child.kill('SIGINT');
  assert.equal((await ended).code, 0);
  assert.deepEqual(processes.filter(isAlive), []);
});

test('the second start installs and builds nothing, keeps secrets, and is up in under 10 s', async () => {
  const secrets = readFileSync(join(folder, '.data/secrets.json'), 'utf8');
  const before = performance.now();
  const { child, ended, up } = npmStart(['--replicas', 'course=2']);
  const output = await up;
  assert.ok(performance.now() - before < 10_000);
  assert.doesNotMatch(output, /Build|Packages|installing/);
  assert.match(output, /course#2 is ready/);
  assert.equal(readFileSync(join(folder, '.data/secrets.json'), 'utf8'), secrets);
  const third = npmStart();
  assert.deepEqual((await third.ended).code, 1);
  assert.match((await third.ended).output, new RegExp(`running already \\(process ${child.pid}\\)`));
  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
});

test('a process that dies ends the academy with its name and reason', async () => {
  const { ended, up } = npmStart(['--no-demo']);
  await up;
  const processes = noted();
  await fetch(`http://127.0.0.1:${env.COURSE_PORT}/die`).catch(() => undefined);
  const { code, output } = await ended;
  assert.equal(code, 1);
  assert.match(output, /Failed {2}course ended by itself \(exit code 5\): .*the ceiling fell in/);
  assert.deepEqual(processes.filter(isAlive), []);
});

test('a second Ctrl-C does not wait for one that does not drain', async () => {
  const { child, ended, up } = npmStart(['--no-demo']);
  await up;
  await fetch(`http://127.0.0.1:${env.COURSE_PORT}/hang`);
  const processes = noted();
  child.kill('SIGINT');
  child.kill('SIGINT');
  // The first of these may come too soon after the other to count as one of its own.
  const again = setInterval(() => child.kill('SIGINT'), 100);
  assert.equal((await ended).code, 130);
  clearInterval(again);
  await until(() => processes.filter(isAlive).length === 0);
});

test('a taken port is one line before anything is started', async () => {
  const server = createServer();
  await once(server.listen(Number(env.AUTH_PORT), '127.0.0.1'), 'listening');
  const { code, output } = await npmStart().ended;
  server.close();
  assert.equal(code, 1);
  assert.match(
    output,
    new RegExp(`Failed {2}Port ${env.AUTH_PORT} \\(auth\\) is taken; free it or set AUTH_PORT`),
  );
});

test('.env is read, and the environment goes before it', async () => {
  writeFileSync(join(folder, '.env'), `ADMIN_EMAIL=chief@example.org\nAUTH_PORT=1\n`);
  const { child, ended, up } = npmStart(['--no-demo']);
  assert.match(await up, /admin +chief@example.org/);
  child.kill('SIGINT');
  await ended;
  assert.equal(isAlive(identify(child.pid)), false);
});

test('Ctrl-C during the start ends it', async () => {
  const { child, ended } = npmStart(['--data-dir', join(folder, 'early')]);
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  assert.equal((await ended).code, 0);
});
