import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { scratchFolder, until } from './fixtures/scratch.mjs';
import { freePorts } from './processes/ports.mjs';
import { identify, isAlive } from './processes/process-identity.mjs';
import { Supervisor, requireFreePorts } from './supervisor.mjs';

const dataDir = scratchFolder();
const APP = fileURLToPath(new URL('./fixtures/fake-app.mjs', import.meta.url));

/** @param {{ drainMs?: number }} [options] */
async function supervise({ drainMs } = {}) {
  /** @type {string[]} */
  const loud = [];
  /** @type {import('./processes/start-error.mjs').StartError[]} */
  const deaths = [];
  const supervisor = new Supervisor({
    dataDir,
    drainMs,
    onLoud: (name, text) => loud.push(`${name} ${text}`),
    onDeath: (error) => deaths.push(error),
  });
  await supervisor.claim();
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  /** @param {string} name @param {NodeJS.ProcessEnv} [env] */
  const start = (name, env = {}) =>
    supervisor.start({
      name,
      command: [process.execPath, APP],
      env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, ...env },
      logFile: join(dataDir, 'logs', `${name}.log`),
      readyUrl: `${url}/health/ready`,
    });
  return { supervisor, start, url, loud, deaths };
}

test('a taken port is one line with the port and the variable', async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await assert.rejects(requireFreePorts([{ name: 'course', port, variable: 'COURSE_PORT' }]), {
    name: 'StartError',
    message: `Port ${port} (course) is taken; free it or set COURSE_PORT`,
  });
  server.close();
});

test('a process is ready when it says so, logs into its file, and drains on SIGTERM', async () => {
  const { supervisor, start, loud, deaths } = await supervise();
  const managed = start('calm');
  await managed.ready();
  assert.deepEqual(await supervisor.stop(), []);
  assert.equal(isAlive(managed.identity), false);
  assert.match(readFileSync(join(dataDir, 'logs/calm.log'), 'utf8'), /listening/);
  assert.deepEqual([loud, deaths], [[], []]);
  assert.equal(existsSync(join(dataDir, 'run.json')), false);
});

test('a process that dies before it is ready is named with the reason', async () => {
  const { supervisor, start, deaths } = await supervise();
  const managed = start('broken', { BROKEN_APP: 'app' });
  await assert.rejects(managed.ready(), {
    message: 'broken ended by itself (exit code 3): Error: MONGODB_URI is missing',
    hint: `Its log: ${join(dataDir, 'logs/broken.log')}`,
  });
  assert.equal(deaths.length, 1);
  await supervisor.stop();
});

test('a program that cannot be started is named', async () => {
  const { supervisor } = await supervise();
  const logFile = join(dataDir, 'logs/none.log');
  const managed = supervisor.start({
    name: 'none',
    command: ['/no/such/program'],
    logFile,
    readyUrl: 'http://127.0.0.1:9',
  });
  await assert.rejects(managed.ready(), /none ended by itself \(spawn \/no\/such\/program ENOENT\)/);
  await supervisor.stop();
});

test('a process that dies later is told once, with what it said', async () => {
  const { supervisor, start, url, loud, deaths } = await supervise();
  await start('fragile').ready();
  await fetch(`${url}/die`).catch(() => undefined);
  await until(() => deaths.length > 0);
  assert.match(deaths[0].message, /^fragile ended by itself \(exit code 5\): .*the ceiling fell in/);
  assert.deepEqual(loud, ['fragile error: the ceiling fell in']);
  await supervisor.stop();
  assert.equal(deaths.length, 1);
});

test('what does not drain in time is killed and named', async () => {
  const { supervisor, start, url, deaths } = await supervise({ drainMs: 200 });
  const managed = start('deaf');
  await managed.ready();
  await fetch(`${url}/hang`);
  assert.deepEqual(await supervisor.stop(), ['deaf']);
  assert.equal(isAlive(managed.identity), false);
  assert.deepEqual(deaths, []);
});

test('one supervisor a data folder; what a killed one left behind is ended by the next', async () => {
  const first = await supervise();
  const second = new Supervisor({ dataDir, onLoud: () => undefined, onDeath: () => undefined });
  await assert.rejects(second.claim(), {
    message: `The academy of ${dataDir} is running already (process ${process.pid})`,
  });
  await second.stop();
  const left = first.start('left');
  await left.ready();
  const killed = { pid: process.pid, started: 'long ago' };
  writeFileSync(
    join(dataDir, 'run.json'),
    JSON.stringify({ supervisor: killed, processes: [left.identity] }),
  );
  await second.claim();
  assert.equal(isAlive(left.identity), false);
  assert.deepEqual(JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')).supervisor, identify());
  await second.stop();
});
