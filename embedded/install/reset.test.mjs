import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, scratchFolder } from '../fixtures/scratch.mjs';
import { identify } from '../processes/process-identity.mjs';
import { openStores } from '../stores/index.mjs';
import { resetAcademy } from './reset.mjs';

const require = createRequire(import.meta.url);
const { MongoClient } = require('mongodb');
const { Redis } = require('ioredis');
const dataDir = scratchFolder();
const repository = fileURLToPath(new URL('../..', import.meta.url));
const env = { ...cleanEnvironment(), MONGOMS_DOWNLOAD_MIRROR: 'http://127.0.0.1:9' };
const log = () => undefined;

test('it empties the academy and leaves what is not the academy', async () => {
  const stores = await openStores({ dataDir, env, fsync: 'off' });
  const client = await new MongoClient(stores.mongo.uri).connect();
  const redis = new Redis(stores.redis.uri);
  for (const name of ['har_course', 'har_ai_core', 'har_museum'])
    await client.db(name).collection('things').insertOne({});
  await redis.mset('har:events:course', '1', 'harbour', '1');
  await resetAcademy({ dataDir, repository, confirmed: false, log, env });
  const { databases } = await client.db().admin().listDatabases();
  const names = databases.map((/** @type {{ name: string }} */ { name }) => name);
  assert.deepEqual(
    names.filter((/** @type {string} */ name) => name.startsWith('har_')),
    ['har_museum'],
  );
  assert.deepEqual(await redis.keys('*'), ['harbour']);
  await client.close();
  redis.disconnect();
  await stores.stop();
});

test('a running academy, and stores of somebody else, are left alone', async () => {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, 'run.json'), JSON.stringify({ supervisor: identify() }));
  await assert.rejects(
    resetAcademy({ dataDir, repository, confirmed: true, log, env }),
    /is running \(process \d+\)/,
  );
  rmSync(join(dataDir, 'run.json'));
  const external = { ...env, MONGODB_URI: 'mongodb://127.0.0.1:9/' };
  await assert.rejects(resetAcademy({ dataDir, repository, confirmed: false, log, env: external }), {
    hint: 'Say --yes if you mean it',
  });
});
