import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY, startAcademy } from './academy.mjs';
import { parseReplicas } from './academy-apps.mjs';
import { printSummary } from './console/summary.mjs';
import { Terminal } from './console/terminal.mjs';
import { ensureBuild } from './install/build.mjs';
import { loadDemo } from './install/demo.mjs';
import { ensureDependencies } from './install/dependencies.mjs';
import { loadDotEnv } from './install/environment.mjs';
import { explain } from './processes/start-error.mjs';
import { analyze, openStores } from './stores/index.mjs';
import { analyzeUrl } from './stores/analyze.mjs';
import { StopSignals } from './stop-signals.mjs';

const USAGE = `npm start -- [options]
  --replicas course=2,auth=2   run so many of a service
  --data-dir <folder>          default: DATA_DIR, or .data
  --no-demo                    do not load the demo academy
Ports: GATEWAY_PORT, AUTH_PORT, COURSE_PORT, PAYMENT_PORT, MEDIA_PORT, AI_CORE_PORT, STRIPE_SIMULATOR_PORT`;

/** @param {string[]} args */
function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      replicas: { type: 'string' },
      'data-dir': { type: 'string' },
      'no-demo': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const dataDir = resolve(REPOSITORY, values['data-dir'] ?? (process.env.DATA_DIR || '.data'));
  return { dataDir, replicas: parseReplicas(values.replicas), demo: !values['no-demo'], help: values.help };
}

/**
 * `npm start`: installs, builds, starts and shows an academy, and stays until it is stopped.
 * @param {string[]} args
 * @returns {Promise<number>} exit code: 0 after Ctrl-C, 1 after a failure
 */
export async function runStart(args) {
  loadDotEnv(REPOSITORY);
  const { dataDir, replicas, demo, help } = readOptions(args);
  const terminal = new Terminal();
  if (help) return (terminal.line(USAGE), 0);
  const log = (/** @type {string} */ line) => terminal.progress(line);
  const stopSignals = new StopSignals({ dataDir, log });
  const { signal } = stopSignals;
  /** @type {unknown} */
  let failure;
  try {
    const academy = await startAcademy({
      dataDir,
      replicas,
      log,
      signal,
      onLoud: (name, text) => terminal.fromProcess(name, text),
      onDeath: (error) => stopSignals.died(error),
      openStores: () => prepare({ dataDir, log, signal }),
    });
    try {
      const accounts = demo ? await demoAccounts(academy, log, signal) : [];
      if (!signal.aborted) printSummary({ terminal, academy, accounts, dataDir });
      await stopSignals.requested;
    } finally {
      const killed = await academy.stop();
      if (killed.length > 0) log(`Killed, because they did not end in 30 s: ${killed.join(', ')}`);
    }
  } catch (error) {
    failure = error;
  } finally {
    stopSignals.dispose();
  }
  if (stopSignals.wanted) return (log('Stopped'), 0);
  terminal.failure(explain(stopSignals.death ?? failure));
  return 1;
}

/**
 * @param {import('./running-academy.mjs').RunningAcademy} academy
 * @param {(line: string) => void} log
 * @param {AbortSignal} signal
 */
async function demoAccounts({ secrets, stores, urls }, log, signal) {
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = secrets;
  const env = {
    ...process.env,
    ...analyzeUrl(stores.mongo),
    API_URL: urls.gateway,
    ADMIN_EMAIL,
    ADMIN_PASSWORD,
  };
  const accounts = await loadDemo({ repository: REPOSITORY, env, log, signal });
  await analyze(stores.mongo).catch((error) => log(`MongoDB: no fresh statistics (${error.message})`));
  return accounts;
}

/**
 * Packages and stores at once, then the build; when one fails, the other is given up.
 * @param {{ dataDir: string, log: (line: string) => void, signal: AbortSignal }} options
 */
async function prepare({ dataDir, log, signal }) {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  /** @type {unknown[]} */
  const reasons = [];
  /** @template T @param {Promise<T>} job @returns {Promise<T | undefined>} */
  const guarded = (job) =>
    job.catch((error) => {
      reasons.push(error);
      failed.abort();
      return undefined;
    });
  const packages = ensureDependencies({ repository: REPOSITORY, log, signal: either });
  const build = packages.then(() => ensureBuild({ repository: REPOSITORY, log, signal: either }));
  const opening = openStores({ dataDir, log, signal: either, packages });
  const [stores] = await Promise.all([guarded(opening), guarded(build)]);
  if (reasons.length > 0 || !stores) {
    await stores?.stop();
    throw reasons[0];
  }
  const kinds = [stores.mongo, stores.redis, stores.storage].flatMap((store) => store?.kind ?? []).join(', ');
  log(`The stores are up (${kinds}); data in ${join(dataDir, 'stores')}`);
  return stores;
}
