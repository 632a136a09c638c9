import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import test from 'node:test';
import { cleanEnvironment, scratchFolder, until } from '../fixtures/scratch.mjs';
import { isPortFree } from '../processes/ports.mjs';
import { findOnPath } from '../processes/run-command.mjs';
import { resolveRedis } from './resolve-redis.mjs';

const { Redis } = createRequire(import.meta.url)('ioredis');
const folder = scratchFolder();
const env = cleanEnvironment();

/** @param {string} dataDir */
const stateOf = (dataDir) => JSON.parse(readFileSync(join(dataDir, 'stores/redis/run.json'), 'utf8'));

test('REDIS_URL goes before everything', async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const handle = await resolveRedis({
    dataDir: folder,
    env: { ...env, REDIS_URL: `redis://:secret@127.0.0.1:${port}/2` },
  });
  assert.equal(handle.kind, 'external');
  await handle.stop();
  server.close();
});

test('without redis-server and apt-get it says what to do instead', async () => {
  await assert.rejects(resolveRedis({ dataDir: folder, env: { ...env, PATH: folder } }), {
    message: 'redis-server is missing and there is no apt-get to install it with',
    hint: 'Put redis-server on PATH, or set REDIS_URL to a Redis of yours',
  });
});

test('without redis-server it is installed, refreshing the package lists when they are missing', async () => {
  const bin = join(folder, 'apt');
  const real = findOnPath('redis-server');
  assert.ok(real, 'these specs need redis-server');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'apt-get'),
    `#!/bin/sh
echo "$1" >> ${bin}/calls
case $1 in
  update) : > ${bin}/lists ;;
  install) [ -e ${bin}/lists ] || { echo "E: Unable to locate package"; exit 100; }; /bin/ln -s ${real} ${bin}/redis-server ;;
esac
`,
  );
  chmodSync(join(bin, 'apt-get'), 0o755);
  /** @type {string[]} */
  const lines = [];
  const bare = { ...env, PATH: bin, HAR_CACHE_DIR: join(folder, 'cache') };
  const handle = await resolveRedis({
    dataDir: join(folder, 'installed'),
    env: bare,
    log: (line) => lines.push(line),
  });
  assert.equal(handle.kind, 'redis-server');
  assert.deepEqual(lines, [
    'Redis: installing redis-server with apt-get',
    'Redis: refreshing the package lists',
  ]);
  assert.equal(readFileSync(join(bin, 'calls'), 'utf8'), 'install\nupdate\ninstall\n');
  await handle.stop();
});

test('Redis keeps every write, evicts nothing, and has its data after a restart', async () => {
  const dataDir = join(folder, 'keeps');
  const first = await resolveRedis({ dataDir, env });
  const client = new Redis(first.uri);
  assert.deepEqual(await client.config('GET', 'appendonly'), ['appendonly', 'yes']);
  assert.deepEqual(await client.config('GET', 'maxmemory-policy'), ['maxmemory-policy', 'noeviction']);
  await client.set('course', 'published');
  client.disconnect();
  await first.stop();
  assert.equal(await isPortFree(first.ports.redis), true);
  const second = await resolveRedis({ dataDir, env });
  assert.equal(second.uri, first.uri);
  const again = new Redis(second.uri);
  assert.equal(await again.get('course'), 'published');
  again.disconnect();
  await second.stop();
});

test('a second user of the folder shares the server, and the last one stops it', async () => {
  const dataDir = join(folder, 'shared');
  const [first, second] = await Promise.all([resolveRedis({ dataDir, env }), resolveRedis({ dataDir, env })]);
  assert.equal(first.uri, second.uri);
  await first.stop();
  assert.equal(await isPortFree(first.ports.redis), false);
  await second.stop();
  assert.equal(await isPortFree(first.ports.redis), true);
});

test('a stale pid that belongs to another process now is not mistaken for the server, nor killed', async () => {
  const dataDir = join(folder, 'stale');
  const first = await resolveRedis({ dataDir, env });
  await first.stop();
  const state = stateOf(dataDir);
  state.processes.redis = { pid: process.pid, started: '1' };
  state.users = [{ id: 'gone', pid: process.pid, started: '1' }];
  writeFileSync(join(dataDir, 'stores/redis/run.json'), JSON.stringify(state));
  const second = await resolveRedis({ dataDir, env });
  assert.notEqual(stateOf(dataDir).processes.redis.pid, process.pid);
  await second.stop();
});

test('a server left behind by a killed user is adopted', async () => {
  const dataDir = join(folder, 'orphan');
  const first = await resolveRedis({ dataDir, env });
  const state = stateOf(dataDir);
  const { pid } = state.processes.redis;
  state.users = [{ id: 'killed', pid: 1, started: 'long ago' }];
  writeFileSync(join(dataDir, 'stores/redis/run.json'), JSON.stringify(state));
  const second = await resolveRedis({ dataDir, env });
  assert.equal(stateOf(dataDir).processes.redis.pid, pid);
  await second.stop();
  assert.equal(await isPortFree(first.ports.redis), true);
  await first.stop();
});

test('a server that dies is started again on its port, with its data', async () => {
  const dataDir = join(folder, 'dies');
  /** @type {string[]} */
  const lines = [];
  const handle = await resolveRedis({ dataDir, env, log: (line) => lines.push(line) });
  const client = new Redis(handle.uri, { maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.set('learner', 'enrolled');
  process.kill(stateOf(dataDir).processes.redis.pid, 'SIGKILL');
  await until(() => lines.length > 0);
  assert.deepEqual(lines, ['Redis: redis died and was started again']);
  assert.equal(await client.get('learner'), 'enrolled');
  client.disconnect();
  await handle.stop();
});
