import { join } from 'node:path';
import { nodeOptionsOf, planProcesses } from '../../embedded/academy-apps.mjs';
import { academyEnvironment } from '../../embedded/academy-environment.mjs';
import { academySecrets } from '../../embedded/install/secrets.mjs';
import { readState } from '../../embedded/stores/group-state.mjs';

const APPS = ['auth', 'course', 'gateway'];
/** Nobody is to be refused; the counting itself stays. */
const LIMIT_PER_MINUTE = '100000000';

/**
 * The environment of each app of the academy, as in production.
 * @param {{ dataDir: string, stores: import('../../embedded/stores/index.mjs').Stores }} options
 */
export async function academyEnvironments({ dataDir, stores }) {
  const plan = await planProcesses({ apps: APPS, replicas: {}, ports: 'free', env: {} });
  const secrets = academySecrets(dataDir, {});
  const environmentOf = academyEnvironment({
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
      REDIS_NAMESPACE: 'bench',
      RATE_LIMIT_PER_MINUTE: LIMIT_PER_MINUTE,
      // The client loads each side as far as it goes: what gives way would be no answer to compare.
      LOAD_SHEDDING: 'false',
      TRUSTED_PROXIES: '1',
    },
    dataDir,
    plan,
    secrets,
    stores,
    ownNames: false,
  });
  return Object.fromEntries(plan.map((planned) => [planned.name, environmentOf(planned)]));
}

/**
 * Starts the academy: gateway, auth and course, each with a core of its own.
 * @param {object} options
 * @param {import('./stage.mjs').Stage} options.stage
 * @param {Record<string, NodeJS.ProcessEnv>} options.environments
 * @param {string} options.prefix of its databases
 * @param {string} options.dataDir
 * @param {boolean} options.profile writes CPU profiles into the stage's folder
 * @returns {Promise<import('./measure.mjs').Side & { pids: Record<string, number> }>}
 */
export async function startAcademySide({ stage, environments, prefix, dataDir, profile }) {
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${stage.folder}`] : [];
  const start = (/** @type {string} */ name, /** @type {number} */ core) =>
    stage.start({
      name,
      command: [...nodeOptionsOf(name), ...profiling, `dist/apps/${name}/src/main.js`],
      env: { ...environments[name], MONGODB_DATABASE_PREFIX: prefix },
      readyPath: '/health/ready',
      core,
    });
  const [auth, course, gateway] = await Promise.all([
    start('auth', 3),
    start('course', 2),
    start('gateway', 1),
  ]);
  const pids = { gateway: gateway.pid, course: course.pid, auth: auth.pid };
  const groups = { gateway: [gateway.pid], services: [course.pid, auth.pid], ...storeGroups(dataDir) };
  return { name: 'academy', url: gateway.url, groups, pids };
}

/**
 * Starts the baseline on the core that the gateway has when the academy's turn comes.
 * @returns {Promise<import('./measure.mjs').Side & { pids: Record<string, number> }>}
 */
export async function startBaselineSide({ stage, stores, database, jwtSecret, dataDir, profile }) {
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${stage.folder}`] : [];
  const { url, pid } = await stage.start({
    name: 'baseline',
    command: [...profiling, 'bench/baseline/server.mjs'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      MONGODB_URI: stores.mongo.uri,
      MONGODB_DATABASE: database,
      JWT_SECRET: jwtSecret,
    },
    readyPath: '/health/ready',
    core: 1,
  });
  const { mongodb } = storeGroups(dataDir);
  return { name: 'baseline', url, groups: { baseline: [pid], mongodb }, pids: { baseline: pid } };
}

/** The stores' processes; none where the environment named stores that run elsewhere. @param {string} dataDir */
function storeGroups(dataDir) {
  const pidsOf = (/** @type {string} */ store) =>
    Object.values(readState(join(dataDir, 'stores', store)).processes).map(({ pid }) => pid);
  return { redis: pidsOf('redis'), mongodb: pidsOf('mongodb') };
}
