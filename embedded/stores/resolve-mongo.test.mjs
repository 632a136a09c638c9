import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import test, { after } from 'node:test';
import { cleanEnvironment, scratchFolder, writeProgram } from '../fixtures/scratch.mjs';
import { downloadMongod, hostAnswers } from './mongod-download.mjs';
import { resolveMongo } from './resolve-mongo.mjs';

const folder = scratchFolder();
const REPOSITORY = new URL('../..', import.meta.url).pathname;
const FAKE_MONGOD = new URL('../fixtures/fake-mongod.mjs', import.meta.url);
const nobody = 'http://127.0.0.1:9';

/** @param {import('node:net').Server} server */
async function listen(server) {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  after(() => server.close());
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}

test('MONGODB_URI goes before everything, and is not stopped by us', async () => {
  const port = await listen(createServer());
  writeProgram(join(folder, 'bin/mongod'), FAKE_MONGOD);
  const uri = `mongodb://someone:secret@127.0.0.1:${port}/`;
  const env = { ...cleanEnvironment(), MONGODB_URI: uri, PATH: join(folder, 'bin') };
  const handle = await resolveMongo({ dataDir: join(folder, 'external'), env });
  assert.equal(handle.kind, 'external');
  assert.equal(handle.uri, uri);
  await handle.stop();
});

test('a MONGODB_URI where nothing answers is one line without the password', async () => {
  const env = { ...cleanEnvironment(), MONGODB_URI: 'mongodb://someone:secret@127.0.0.1:9/?x=1' };
  await assert.rejects(resolveMongo({ dataDir: folder, env }), {
    message: 'MONGODB_URI: nothing answers at 127.0.0.1:9',
    hint: 'Start it, or unset MONGODB_URI',
  });
});

test('a mongod on PATH becomes the primary of its own replica set, also when its port must change', async () => {
  writeProgram(join(folder, 'bin/mongod'), FAKE_MONGOD);
  const dataDir = join(folder, 'path');
  const env = { ...cleanEnvironment(), PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` };
  const first = await resolveMongo({ dataDir, env });
  assert.equal(first.kind, 'mongod');
  assert.equal(first.uri, `mongodb://127.0.0.1:${first.ports.mongod}/?replicaSet=har`);
  await first.stop();
  const squatter = createServer();
  // Another program of this machine may have been faster: the port is taken then as well.
  await once(squatter.listen(first.ports.mongod, '127.0.0.1'), 'listening').catch(() => undefined);
  const second = await resolveMongo({ dataDir, env });
  squatter.close();
  assert.notEqual(second.ports.mongod, first.ports.mongod);
  const config = JSON.parse(readFileSync(join(dataDir, 'stores/mongodb/mongod/replica-set.json'), 'utf8'));
  assert.deepEqual(config.members, [{ _id: 0, host: `127.0.0.1:${second.ports.mongod}` }]);
  assert.equal(config.version, 2);
  await second.stop();
});

test('a download host that takes connections and says nothing is given up after 3 seconds', async () => {
  const port = await listen(createServer(() => undefined));
  const before = Date.now();
  assert.equal(await hostAnswers(`http://127.0.0.1:${port}`), false);
  assert.ok(Date.now() - before < 6_000);
});

test('no download is tried where the host is refused or the package is missing', async () => {
  const env = {
    ...cleanEnvironment(),
    HAR_CACHE_DIR: join(folder, 'empty-cache'),
    MONGOMS_DOWNLOAD_MIRROR: nobody,
  };
  const log = (/** @type {string} */ line) => assert.fail(line);
  assert.equal(await downloadMongod({ log, repository: REPOSITORY, env }), null);
  const port = await listen(createHttpServer((_, response) => response.end()));
  const reachable = { ...env, MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${port}` };
  assert.equal(await downloadMongod({ log, repository: folder, env: reachable }), null);
});

test('a mongod that mongodb-memory-server downloads is used, and kept for the next time', async (t) => {
  t.mock.method(/** @type {any} */ (process), 'getuid', () => 1000);
  const archive = join(folder, 'archive');
  writeProgram(join(archive, 'mongodb-1/bin/mongod'), FAKE_MONGOD);
  // A small program is taken for a download that broke off.
  appendFileSync(join(archive, 'mongodb-1/bin/mongod'), '\n'.repeat(20_000_000));
  execFileSync('tar', ['-czf', join(folder, 'mongod.tgz'), '-C', archive, 'mongodb-1']);
  let downloads = 0;
  const mirror = createHttpServer((request, response) => {
    const content = readFileSync(join(folder, 'mongod.tgz'));
    if (request.url?.endsWith('.md5'))
      response.end(`${createHash('md5').update(content).digest('hex')}  mongod.tgz`);
    else if (!request.url?.endsWith('.tgz')) response.end();
    else {
      downloads += 1;
      response.end(content);
    }
  });
  const port = await listen(mirror);
  const env = {
    ...cleanEnvironment(),
    HAR_CACHE_DIR: join(folder, 'cache'),
    MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${port}`,
    MONGOMS_USE_HTTP: 'true',
  };
  /** @type {string[]} */
  const lines = [];
  const log = (/** @type {string} */ line) => lines.push(line);
  const first = await resolveMongo({ dataDir: join(folder, 'down1'), env, log }).catch((error) =>
    assert.fail(`${error.message}: ${lines}`),
  );
  assert.equal(first.kind, 'mongod');
  const second = await resolveMongo({ dataDir: join(folder, 'down2'), env });
  assert.equal(second.kind, 'mongod');
  assert.equal(downloads, 1);
  await Promise.all([first.stop(), second.stop()]);
});

test('data that a mongod wrote are not hidden behind a new, empty FerretDB', async () => {
  const dataDir = join(folder, 'orphaned');
  const written = join(dataDir, 'stores/mongodb/mongod/WiredTiger');
  mkdirSync(dirname(written), { recursive: true });
  writeFileSync(written, '');
  const env = { ...cleanEnvironment(), HAR_CACHE_DIR: join(folder, 'none'), MONGOMS_DOWNLOAD_MIRROR: nobody };
  await assert.rejects(resolveMongo({ dataDir, env }), /written by a mongod that is no longer there/);
});

test('who is not root is told what to set instead', async (t) => {
  const env = { ...cleanEnvironment(), HAR_CACHE_DIR: join(folder, 'none'), MONGOMS_DOWNLOAD_MIRROR: nobody };
  t.mock.method(/** @type {any} */ (process), 'getuid', () => 1000);
  await assert.rejects(resolveMongo({ dataDir: join(folder, 'user'), env }), {
    message: 'No MongoDB was found, and only root on Debian Linux can install FerretDB',
    hint: 'Set MONGODB_URI to a MongoDB of yours, or put mongod on PATH',
  });
});
