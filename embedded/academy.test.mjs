import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { startAcademy } from './academy.mjs';
import { parseReplicas, planProcesses } from './academy-apps.mjs';
import { writeFakeBuild } from './fixtures/fake-repository.mjs';
import { cleanEnvironment, scratchFolder, until } from './fixtures/scratch.mjs';
import { identify, isAlive } from './processes/process-identity.mjs';

const folder = scratchFolder();
const repository = writeFakeBuild(folder);
for (const name of ['MONGODB_URI', 'REDIS_URL', 'S3_ENDPOINT', 'STRIPE_SECRET_KEY']) delete process.env[name];

/** Stores that nobody asks anything: the fake apps need none. */
const openStores = async () => {
  const handle = { ports: {}, stop: async () => undefined, abandon: () => undefined };
  return {
    mongo: { ...handle, uri: 'mongodb://127.0.0.1:1/', kind: /** @type {const} */ ('ferretdb') },
    redis: { ...handle, uri: 'redis://127.0.0.1:2', kind: /** @type {const} */ ('redis-server') },
    storage: {
      ...handle,
      uri: 'http://127.0.0.1:3',
      kind: /** @type {const} */ ('versitygw'),
      env: { S3_ENDPOINT: 'http://127.0.0.1:3', S3_SECRET_ACCESS_KEY: 'storage-key' },
    },
    stop: async () => void writeFileSync(join(folder, 'stores-stopped'), ''),
    abandon: () => undefined,
  };
};
/** @param {string} name @param {Partial<import('./academy.mjs').AcademyOptions>} [options] */
const start = (name, options) =>
  startAcademy({ dataDir: join(folder, name), ports: 'free', repository, openStores, ...options });
/** @param {string} url @returns {Promise<Record<string, string>>} */
const environmentOf = async (url) => (await fetch(`${url}/env`)).json();
/** @param {string} name */
const events = (name) =>
  readFileSync(join(folder, name, 'events'), 'utf8')
    .trim()
    .split('\n');

test('all apps start on free ports with what they need and no more, and end in order', async () => {
  const academy = await start('whole');
  const seen = Object.fromEntries(
    await Promise.all(
      Object.entries(academy.urls).map(async ([app, url]) => [app, await environmentOf(url)]),
    ),
  );
  const { auth, course, payment, media, gateway, 'stripe-simulator': simulator } = seen;
  assert.deepEqual(Object.keys(seen).sort(), [
    'ai-core',
    'auth',
    'community',
    'course',
    'gateway',
    'media',
    'payment',
    'stripe-simulator',
  ]);
  assert.equal(course.MONGODB_URI, 'mongodb://127.0.0.1:1/');
  assert.equal(course.REDIS_URL, 'redis://127.0.0.1:2');
  assert.equal(media.S3_SECRET_ACCESS_KEY, 'storage-key');
  assert.equal(course.DATA_DIR, join(folder, 'whole'));
  assert.equal(gateway.PUBLIC_URL, academy.urls.gateway.replace('127.0.0.1', 'localhost'));
  assert.ok(auth.KEY_ENCRYPTION_SECRET.length >= 32);
  assert.equal(auth.ADMIN_EMAIL, 'admin@har.academy');
  assert.equal(payment.STRIPE_API_BASE, academy.urls['stripe-simulator']);
  assert.equal(payment.STRIPE_WEBHOOK_SECRET, simulator.STRIPE_WEBHOOK_SECRET);
  assert.equal(simulator.WEBHOOK_URL, `${academy.urls.payment}/api/v1/webhook/stripe`);
  for (const name of [
    'KEY_ENCRYPTION_SECRET',
    'ADMIN_PASSWORD',
    'STRIPE_SECRET_KEY',
    'STRIPE_WEBHOOK_SECRET',
    'S3_SECRET_ACCESS_KEY',
  ]) {
    assert.equal(course[name], undefined, name);
  }
  assert.deepEqual(await academy.stop(), []);
  const stops = events('whole').filter((event) => event.startsWith('stop'));
  assert.equal(stops[0], 'stop gateway');
  assert.equal(stops.at(-1), 'stop stripe-simulator');
  assert.ok(statSync(join(folder, 'stores-stopped')));
});

test('a Stripe key of the person keeps the simulator out', async () => {
  const academy = await start('stripe', { env: { STRIPE_SECRET_KEY: 'sk_test_mine' } });
  assert.equal(academy.urls['stripe-simulator'], undefined);
  const payment = await environmentOf(academy.urls.payment);
  assert.equal(payment.STRIPE_SECRET_KEY, 'sk_test_mine');
  assert.equal(payment.STRIPE_API_BASE, undefined);
  await academy.stop();
});

test('replicas run beside each other; one can be killed and started again on its port', async () => {
  const academy = await start('replicas', { apps: ['course'], replicas: { course: 2 } });
  const [first, second] = academy.processes;
  assert.deepEqual([first.name, second.name], ['course', 'course#2']);
  await academy.kill('course', 1);
  assert.equal(isAlive(identify(second.pid)), false);
  assert.equal((await fetch(`${first.url}/health/ready`)).status, 200);
  await academy.restart('course', 1);
  assert.equal((await fetch(`${second.url}/health/ready`)).status, 200);
  assert.notEqual(academy.processes[1].pid, second.pid);
  await academy.stop();
});

test('a death takes the whole academy down', async () => {
  const academy = await start('death', { apps: ['auth', 'course'] });
  await fetch(`${academy.urls.auth}/die`).catch(() => undefined);
  await until(() => academy.processes.every(({ pid }) => !isAlive(identify(pid))));
  await academy.stop();
});

test('a start that fails leaves nothing running', async () => {
  const failing = start('failing', { env: { BROKEN_APP: 'payment' } });
  await assert.rejects(
    failing,
    /^StartError: payment ended by itself \(exit code 3\): Error: MONGODB_URI is missing/,
  );
  const started = events('failing').filter((event) => event.startsWith('start')).length;
  assert.equal(events('failing').filter((event) => event.startsWith('stop')).length, started);
});

test('without an object storage everything but media starts', async () => {
  const none = async () => ({ ...(await openStores()), storage: null });
  const academy = await start('storeless', { apps: ['auth', 'media'], openStores: none });
  assert.deepEqual(Object.keys(academy.urls), ['auth']);
  await academy.stop();
});

test('academies that share external stores keep their own names in them', async () => {
  const external = async () => {
    const stores = await openStores();
    return { ...stores, mongo: { ...stores.mongo, kind: /** @type {const} */ ('external') } };
  };
  const [left, right] = await Promise.all(
    ['left', 'right'].map((name) => start(name, { apps: ['auth'], openStores: external })),
  );
  const [one, two] = await Promise.all([left, right].map(({ urls }) => environmentOf(urls.auth)));
  assert.match(one.MONGODB_DATABASE_PREFIX, /^har_[0-9a-f]{8}_$/);
  assert.notEqual(one.MONGODB_DATABASE_PREFIX, two.MONGODB_DATABASE_PREFIX);
  assert.notEqual(one.REDIS_NAMESPACE, two.REDIS_NAMESPACE);
  await Promise.all([left.stop(), right.stop()]);
});

test('replicas and ports are read strictly', async () => {
  assert.deepEqual(parseReplicas('course=2,auth=3'), { course: 2, auth: 3 });
  assert.deepEqual(parseReplicas(undefined), {});
  for (const wrong of ['course', 'course=0', 'course=two', 'library=2', 'course=99']) {
    assert.throws(() => parseReplicas(wrong), { name: 'StartError' }, wrong);
  }
  const env = { ...cleanEnvironment(), COURSE_PORT: '4000' };
  const [course, second] = await planProcesses({
    apps: ['course'],
    replicas: { course: 2 },
    ports: 'configured',
    env,
  });
  assert.deepEqual([course.port, course.variable], [4000, 'COURSE_PORT']);
  assert.notEqual(second.port, 4000);
  const wrong = planProcesses({
    apps: ['course'],
    replicas: {},
    ports: 'configured',
    env: { COURSE_PORT: 'x' },
  });
  await assert.rejects(wrong, { message: 'COURSE_PORT is not a port' });
});
