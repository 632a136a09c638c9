import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFileLock } from '../processes/file-lock.mjs';
import { runCommand } from '../processes/run-command.mjs';
import { StartError } from '../processes/start-error.mjs';

/** Written into node_modules after an installation: which lock file it came from. */
const MARKER = '.har-academy-lock';

/**
 * npm's own record of what is in node_modules against the lock file: true when every package that must be
 * there is there in its version.
 * @param {string} repository
 */
function matchesRecord(repository) {
  const read = (/** @type {string} */ path) =>
    JSON.parse(readFileSync(join(repository, path), 'utf8')).packages;
  try {
    const installed = read('node_modules/.package-lock.json');
    return Object.entries(read('package-lock.json')).every(([path, { version, link, ...rest }]) => {
      const optional = rest.optional || rest.devOptional || rest.peer;
      return path === '' || link || (path in installed ? installed[path].version === version : optional);
    });
  } catch {
    return false;
  }
}

/**
 * @param {string} repository
 * @returns {boolean} true when node_modules holds what package-lock.json says
 */
export function dependenciesAreFresh(repository) {
  const marker = join(repository, 'node_modules', MARKER);
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lockHash(repository)) return true;
  if (!matchesRecord(repository)) return false;
  mark(repository);
  return true;
}

/** @param {string} repository */
function lockHash(repository) {
  return createHash('sha256')
    .update(readFileSync(join(repository, 'package-lock.json')))
    .digest('hex');
}

/** @param {string} repository */
function mark(repository) {
  mkdirSync(join(repository, 'node_modules'), { recursive: true });
  writeFileSync(join(repository, 'node_modules', MARKER), lockHash(repository));
}

/**
 * Runs `npm ci` when node_modules is missing or stale.
 * @param {object} options
 * @param {string} options.repository
 * @param {(line: string) => void} options.log
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<boolean>} true when something was installed
 * @throws {StartError}
 */
export function ensureDependencies({ repository, log, signal }) {
  if (dependenciesAreFresh(repository)) return Promise.resolve(false);
  return withFileLock(
    join(repository, '.tmp', 'install.lock'),
    async () => {
      if (dependenciesAreFresh(repository)) return false;
      const started = Date.now();
      log('Packages: installing them with npm ci');
      const clock = setInterval(
        () => log(`Packages: still installing, ${Math.round((Date.now() - started) / 1000)} s`),
        15_000,
      );
      try {
        await runCommand(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
          cwd: repository,
          signal,
        });
      } catch (error) {
        signal?.throwIfAborted();
        const hint = 'Check the network and the registry (npm config get registry), then start again';
        throw new StartError(`npm ci failed: ${/** @type {Error} */ (error).message}`, hint);
      } finally {
        clearInterval(clock);
      }
      mark(repository);
      log(`Packages: installed (${Math.round((Date.now() - started) / 1000)} s)`);
      return true;
    },
    { signal, onWait: (pid) => log(`Packages: process ${pid} is installing them; waiting for it`) },
  );
}
