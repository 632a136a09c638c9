import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';

/**
 * @typedef {import('../console/summary.mjs').Account} Account
 */

/** @param {unknown} value @returns {value is Account[]} */
const areAccounts = (value) =>
  Array.isArray(value) && value.every((account) => account?.email && account.password && account.role);

/** The accounts that the build names. @param {string} repository @returns {Account[] | null} */
function builtAccounts(repository) {
  const path = join(repository, 'dist/demo/accounts.js');
  if (!existsSync(path)) return null;
  const exported = createRequire(join(repository, 'package.json'))(path);
  return [exported, ...Object.values(exported)].find(areAccounts) ?? null;
}

/** The accounts that the loader's last line names. @param {string} line @returns {Account[] | null} */
function printedAccounts(line) {
  try {
    const { accounts } = JSON.parse(line);
    return areAccounts(accounts) ? accounts : null;
  } catch {
    return null;
  }
}

/**
 * Loads the demo academy through the gateway; the loader sees for itself what is loaded already.
 * @param {object} options
 * @param {string} options.repository
 * @param {NodeJS.ProcessEnv} options.env API_URL, ADMIN_EMAIL and ADMIN_PASSWORD among it
 * @param {(line: string) => void} options.log
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<Account[]>} the demo accounts; none when there is no demo or it failed
 */
export async function loadDemo({ repository, env, log, signal }) {
  const loader = join(repository, 'dist/demo/load-demo.js');
  if (!existsSync(loader)) {
    log('Demo: not loaded, this build has none');
    return [];
  }
  /** @type {Account[] | null} */
  let printed = null;
  const onLine = (/** @type {string} */ line) => {
    const accounts = printedAccounts(line);
    if (accounts) printed = accounts;
    else log(`Demo: ${line}`);
  };
  try {
    await runCommand([process.execPath, loader], { cwd: repository, env, onLine, signal });
  } catch (error) {
    signal?.throwIfAborted();
    log(`Demo: not complete, ${/** @type {Error} */ (error).message}; the next start tries again`);
  }
  return builtAccounts(repository) ?? printed ?? [];
}
