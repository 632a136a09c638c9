import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APPS, nodeOptionsOf, planProcesses } from './academy-apps.mjs';
import { academyEnvironment } from './academy-environment.mjs';
import { academySecrets } from './install/secrets.mjs';
import { StartError } from './processes/start-error.mjs';
import { RunningAcademy } from './running-academy.mjs';
import { openStores } from './stores/index.mjs';
import { Supervisor, requireFreePorts } from './supervisor.mjs';

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @typedef {import('./academy-apps.mjs').PlannedProcess} PlannedProcess
 * @typedef {import('./stores/index.mjs').Stores} Stores
 *
 * @typedef {object} AcademyOptions
 * @property {string} dataDir
 * @property {'configured' | 'free'} [ports] configured (default): `GATEWAY_PORT` and the like, or their defaults
 * @property {Record<string, number>} [replicas] app → how many, e.g. `{ course: 2 }`
 * @property {NodeJS.ProcessEnv} [env] added to `process.env`; an empty string takes a variable away
 * @property {string[]} [apps] names; default all, without the simulator when STRIPE_SECRET_KEY is set
 * @property {() => Promise<Stores>} [openStores] called when folder and ports are known to be free; the
 *   academy stops what it returns. Default: the resolver
 * @property {'on' | 'off'} [fsync]
 * @property {(line: string) => void} [log] told about progress
 * @property {(name: string, text: string) => void} [onLoud] warnings and errors in the apps' output
 * @property {(error: StartError) => void} [onDeath] a process ended by itself after the start; default: stops the academy
 * @property {string} [repository] folder whose `dist/` is run
 * @property {number} [drainMs]
 * @property {AbortSignal} [signal] gives the start up
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} names of the apps of a whole academy
 */
function appsFor(env) {
  return APPS.map(({ name }) => name).filter((name) => name !== 'stripe-simulator' || !env.STRIPE_SECRET_KEY);
}

/**
 * Starts an academy out of `dist/` and waits until every process is ready. When something fails, all that
 * was started is stopped again.
 * @param {AcademyOptions} options
 * @returns {Promise<RunningAcademy>}
 * @throws {StartError}
 */
export async function startAcademy(options) {
  const { ports = 'configured', replicas = {}, repository = REPOSITORY, fsync, signal, drainMs } = options;
  const log = options.log ?? (() => undefined);
  const dataDir = resolve(options.dataDir);
  const env = { ...process.env, ...options.env };
  let plan = await planProcesses({ apps: options.apps ?? appsFor(env), replicas, ports, env });

  /** @type {(error: StartError) => void} */
  let onDeath = () => undefined;
  const diedEarly = new Promise((_, reject) => (onDeath = reject));
  diedEarly.catch(() => undefined);
  const onLoud = options.onLoud ?? (() => undefined);
  const supervisor = new Supervisor({ dataDir, drainMs, onLoud, onDeath: (error) => onDeath(error) });
  /** @param {NodeJS.ProcessEnv} environment @param {PlannedProcess} planned */
  const launch = (environment, planned) => {
    const main = join(repository, 'dist/apps', planned.app.name, 'src/main.js');
    if (!existsSync(main)) throw new StartError(`${main} is missing`, 'Build first: npm run build');
    return supervisor.start({
      name: planned.name,
      command: [process.execPath, ...nodeOptionsOf(planned.app.name), main],
      cwd: repository,
      env: environment,
      logFile: join(dataDir, 'logs', `${planned.name}.log`),
      readyUrl: `${planned.url}/health/ready`,
    });
  };

  /** @type {Stores | undefined} */
  let stores;
  try {
    await supervisor.claim();
    await requireFreePorts(plan);
    stores = await (options.openStores ?? (() => openStores({ dataDir, log, env, fsync, signal })))();
    signal?.throwIfAborted();
    if (!stores.storage) plan = plan.filter(({ app }) => app.name !== 'media');
    const secrets = academySecrets(dataDir, env);
    const external = [stores.mongo, stores.redis, stores.storage].some((store) => store?.kind === 'external');
    const ownNames = ports === 'free' && external;
    const environmentOf = academyEnvironment({ env, dataDir, plan, secrets, stores, ownNames });
    const launched = plan.map((planned) => ({ planned, managed: launch(environmentOf(planned), planned) }));
    const readies = launched.map(async ({ planned: { name, port }, managed }) => {
      await managed.ready({ signal, onWait: (answer) => log(`${name} is not ready yet (${answer})`) });
      log(`${name} is ready on port ${port}`);
    });
    await Promise.race([Promise.all(readies), diedEarly]);
    const academy = new RunningAcademy({
      plan,
      supervisor,
      stores,
      secrets,
      launch: (planned) => launch(environmentOf(planned), planned),
    });
    onDeath = options.onDeath ?? (() => void academy.stop());
    return academy;
  } catch (error) {
    await supervisor.stop();
    await stores?.stop();
    throw error;
  }
}
