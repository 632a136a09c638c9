import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { cleanEnvironment, scratchFolder, until } from '../fixtures/scratch.mjs';
import { isPortFree } from '../processes/ports.mjs';
import { analyze, analyzeFrom, analyzeUrl } from './analyze.mjs';
import { resolveMongo } from './resolve-mongo.mjs';

const { MongoClient } = createRequire(import.meta.url)('mongodb');
const folder = scratchFolder();
const env = { ...cleanEnvironment(), MONGOMS_DOWNLOAD_MIRROR: 'http://127.0.0.1:9' };
const log = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

/** @param {string} name */
const open = (name) => resolveMongo({ dataDir: join(folder, name), env, fsync: 'off', log });
/** @param {string} name */
const stateOf = (name) => JSON.parse(readFileSync(join(folder, name, 'stores/mongodb/run.json'), 'utf8'));

test('it keeps documents and unique indexes over a restart, under the data folder', async () => {
  const first = await open('keeps');
  assert.equal(first.kind, 'ferretdb');
  const client = await new MongoClient(first.uri).connect();
  const users = client.db('har_auth').collection('users');
  await users.createIndex({ email: 1 }, { unique: true });
  await users.insertOne({ email: 'amina@har.academy' });
  await assert.rejects(users.insertOne({ email: 'amina@har.academy' }), { code: 11000 });
  assert.equal(await analyze(first), true);
  await client.close();
  await first.stop();
  assert.equal(await isPortFree(first.ports.ferretdb), true);
  assert.equal(existsSync(join(folder, 'keeps/stores/mongodb/postgresql/cluster/PG_VERSION')), true);
  const second = await open('keeps');
  assert.equal(second.uri, first.uri);
  const again = await new MongoClient(second.uri).connect();
  const found = await again.db('har_auth').collection('users').find().toArray();
  assert.deepEqual(
    found.map((/** @type {{ email: string }} */ user) => user.email),
    ['amina@har.academy'],
  );
  await assert.rejects(again.db('har_auth').collection('users').insertOne({ email: 'amina@har.academy' }), {
    code: 11000,
  });
  await again.close();
  await second.stop();
});

test('two data folders live side by side and know nothing of each other', async () => {
  const [left, right] = await Promise.all([open('left'), open('right')]);
  const clients = await Promise.all([left, right].map(({ uri }) => new MongoClient(uri).connect()));
  await clients[0].db('har_course').collection('courses').insertOne({ title: 'Algèbre' });
  assert.equal(await clients[1].db('har_course').collection('courses').countDocuments(), 0);
  await left.stop();
  await clients[1].db('har_course').collection('courses').insertOne({ title: 'Excel' });
  assert.equal(await clients[1].db('har_course').collection('courses').countDocuments(), 1);
  await Promise.all(clients.map((client) => client.close(true)));
  await right.stop();
});

test('a resolver in another process uses the running servers and leaves them running', async () => {
  const mine = await open('reused');
  const before = stateOf('reused').processes;
  const script = `
    import { resolveMongo } from '${new URL('./resolve-mongo.mjs', import.meta.url).href}';
    const handle = await resolveMongo({ dataDir: '${join(folder, 'reused')}' });
    console.log(handle.uri);
    await handle.stop();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env,
  });
  assert.equal(stdout.trim(), mine.uri);
  assert.deepEqual(stateOf('reused').processes, before);
  assert.equal(await isPortFree(mine.ports.ferretdb), false);
  await mine.stop();
});

for (const server of ['postgresql', 'ferretdb']) {
  test(`${server} is started again when it dies, and clients reconnect`, async () => {
    /** @type {string[]} */
    const lines = [];
    const handle = await resolveMongo({
      dataDir: join(folder, `dies-${server}`),
      env,
      fsync: 'off',
      log: (line) => lines.push(line),
    });
    const client = await new MongoClient(handle.uri).connect();
    const lessons = client.db('har_course').collection('lessons');
    await lessons.insertOne({ title: 'Fractions' });
    const { pid } = stateOf(`dies-${server}`).processes[server];
    process.kill(pid, 'SIGKILL');
    await until(() => lines.includes(`MongoDB: ${server} died and was started again`));
    await until(() =>
      lessons.countDocuments().then(
        (/** @type {number} */ count) => count === 1,
        () => false,
      ),
    );
    await client.close(true);
    await handle.stop();
  });
}

test('statistics can be made by a script: for the server of the environment, or of a data folder', async () => {
  const dataDir = join(folder, 'analyzed');
  const handle = await open('analyzed');
  assert.equal(await analyzeFrom(dataDir, {}), true);
  assert.equal(await analyzeFrom(folder, analyzeUrl(handle)), true);
  assert.equal(await analyzeFrom(dataDir, { MONGODB_URI: 'mongodb://127.0.0.1:9/' }), false);
  assert.equal(await analyze({ ...handle, kind: 'mongod' }), false);
  await handle.stop();
  assert.equal(await analyzeFrom(dataDir, {}), false);
});
