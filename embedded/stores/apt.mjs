import { join } from 'node:path';
import { withFileLock } from '../processes/file-lock.mjs';
import { findOnPath, runCommand } from '../processes/run-command.mjs';
import { StartError } from '../processes/start-error.mjs';
import { cacheFolder } from './cache-folder.mjs';

/**
 * @typedef {object} InstallOptions
 * @property {(line: string) => void} log
 * @property {string} instead what the person may do when it cannot be installed
 * @property {NodeJS.ProcessEnv} [env]
 * @property {AbortSignal} [signal]
 */

/**
 * Installs Debian packages, refreshing the package lists when they are missing or too old.
 * @param {string[]} packages
 * @param {InstallOptions} options
 * @throws {StartError} when we are not root, there is no apt-get, or it fails
 */
export async function installPackages(packages, { log, instead, env = process.env, signal }) {
  const wanted = packages.join(' ');
  const aptGet = findOnPath('apt-get', env);
  if (!aptGet)
    throw new StartError(`${wanted} is missing and there is no apt-get to install it with`, instead);
  if (process.getuid?.() !== 0) {
    throw new StartError(
      `${wanted} is missing and only root may install it`,
      `${instead}, or start once as root`,
    );
  }
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, signal };
  const install = [
    aptGet,
    'install',
    '-y',
    '--no-install-recommends',
    '-o',
    'DPkg::Lock::Timeout=300',
    ...packages,
  ];
  // The lists have a lock of their own that apt-get does not wait for.
  await withFileLock(join(cacheFolder(env), 'apt.lock'), async () => {
    log(`installing ${wanted} with apt-get`);
    try {
      await runCommand(install, options).catch(async () => {
        signal?.throwIfAborted();
        log('refreshing the package lists');
        await runCommand([aptGet, 'update'], options);
        await runCommand(install, options);
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new StartError(
        `apt-get could not install ${wanted}: ${/** @type {Error} */ (error).message}`,
        instead,
      );
    }
  });
}
