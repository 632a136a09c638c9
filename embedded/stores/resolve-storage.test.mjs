import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import test from 'node:test';
import { cleanEnvironment, scratchFolder } from '../fixtures/scratch.mjs';
import { openStores } from './index.mjs';
import { resolveStorage } from './resolve-storage.mjs';

const folder = scratchFolder();
const env = cleanEnvironment();

/** A folder with one program in it. @param {string} name @param {string} program */
function toolbox(name, program) {
  const path = join(folder, `tools-${Math.random().toString(36).slice(2)}`);
  mkdirSync(path);
  writeFileSync(join(path, name), `#!${process.execPath}\n${program}`);
  chmodSync(join(path, name), 0o755);
  return path;
}

test('a storage that the person runs is used as it is', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const S3_ENDPOINT = `http://127.0.0.1:${port}`;
  const storage = await resolveStorage({ dataDir: folder, env: { ...env, S3_ENDPOINT } });
  assert.deepEqual([storage.kind, storage.uri, storage.env], ['external', S3_ENDPOINT, {}]);
  server.close();
  for (const wrong of ['http://127.0.0.1:9', 'storage']) {
    await assert.rejects(resolveStorage({ dataDir: folder, env: { ...env, S3_ENDPOINT: wrong } }), {
      name: 'StartError',
    });
  }
});

test('versitygw on PATH is started with keys of the folder’s own, once for all who open it', async () => {
  const program = `
    const [, port] = process.argv[3].split(':');
    require('node:http').createServer((request, answer) => answer.end(process.env.ROOT_SECRET_ACCESS_KEY)).listen(port, '127.0.0.1');
    process.on('SIGTERM', () => process.exit());`;
  const PATH = `${toolbox('versitygw', program)}:${env.PATH}`;
  const dataDir = join(folder, 'data');
  const [first, second] = [
    await resolveStorage({ dataDir, env: { ...env, PATH } }),
    await resolveStorage({ dataDir, env: { ...env, PATH } }),
  ];
  assert.equal(first.uri, second.uri);
  assert.deepEqual(first.env, second.env);
  assert.equal(await (await fetch(first.uri)).text(), first.env.S3_SECRET_ACCESS_KEY);
  assert.equal(statSync(join(dataDir, 'stores/storage/credentials.json')).mode & 0o777, 0o600);
  await first.stop();
  assert.equal((await fetch(second.uri)).status, 200);
  await second.stop();
  await assert.rejects(fetch(second.uri));
});

test('it is compiled once into the cache', async () => {
  const count = join(folder, 'compiled');
  const go = `
    const { appendFileSync, writeFileSync } = require('node:fs');
    appendFileSync(${JSON.stringify(count)}, process.argv.at(-1) + '\\n');
    writeFileSync(process.env.GOBIN + '/versitygw', '#!/bin/sh\\n');`;
  const { ensureVersitygw } = await import('./versitygw-binary.mjs');
  const PATH = `${toolbox('go', go)}:${env.PATH}`;
  const options = { log: () => undefined, env: { ...env, PATH, HAR_CACHE_DIR: join(folder, 'cache') } };
  const [program, again] = await Promise.all([ensureVersitygw(options), ensureVersitygw(options)]);
  assert.equal(program, again);
  assert.equal(existsSync(program), true);
  assert.match(readFileSync(count, 'utf8'), /^github\.com\/versity\/versitygw\/cmd\/versitygw@v[\d.]+\n$/);
});

test('where it cannot be had, one line says so and the other stores are there', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const others = { MONGODB_URI: `mongodb://127.0.0.1:${port}/`, REDIS_URL: `redis://127.0.0.1:${port}` };
  const PATH = `${toolbox('go', 'console.error("error: no proxy"); process.exit(1);')}:${env.PATH}`;
  /** @type {string[]} */
  const lines = [];
  const stores = await openStores({
    dataDir: join(folder, 'without'),
    env: { ...env, ...others, PATH, HAR_CACHE_DIR: join(folder, 'none') },
    log: (line) => lines.push(line),
  });
  assert.equal(stores.storage, null);
  const [line] = lines.filter((one) => one.startsWith('Storage: none'));
  assert.match(line, /error: no proxy.*GOPROXY.*S3_ENDPOINT/);
  await stores.stop();
  server.close();
});
