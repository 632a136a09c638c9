import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withFileLock } from '../processes/file-lock.mjs';
import { findOnPath, runCommand } from '../processes/run-command.mjs';
import { StartError } from '../processes/start-error.mjs';
import { installPackages } from './apt.mjs';
import { cacheFolder } from './cache-folder.mjs';

const VERSION = 'v1.8.0';
const MODULE = `github.com/versity/versitygw/cmd/versitygw@${VERSION}`;
const INSTEAD = 'Put versitygw on PATH, or set S3_ENDPOINT to an object storage of yours';

/**
 * The versitygw program: the one on PATH, else compiled once for all clones of a user (one to four minutes, 45 MB).
 * It is built under another name that is changed when it is complete; who comes meanwhile waits.
 * @param {import('./ferretdb-root.mjs').RootOptions} options
 * @returns {Promise<string>} absolute path
 * @throws {StartError} which says what to do instead
 */
export async function ensureVersitygw({ log, env = process.env, signal }) {
  const installed = findOnPath('versitygw', env);
  if (installed) return installed;
  const folder = join(cacheFolder(env), `versitygw-${VERSION}`);
  const program = join(folder, 'versitygw');
  if (existsSync(program)) return program;
  const onWait = (/** @type {number} */ pid) => log(`process ${pid} is compiling versitygw; waiting for it`);
  const build = async () => {
    if (!existsSync(program)) await compile(folder, { log, env, signal });
  };
  await withFileLock(`${folder}.lock`, build, { onWait, signal });
  return program;
}

/** @param {string} folder @param {Required<Pick<import('./ferretdb-root.mjs').RootOptions, 'log' | 'env'>> & { signal?: AbortSignal }} options */
async function compile(folder, { log, env, signal }) {
  const draft = `${folder}.building`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const started = performance.now();
  const go = await findGo({ log, env, signal });
  log(`compiling versitygw once, into ${folder} (one to four minutes)`);
  const settings = { ...env, CGO_ENABLED: '0', GOBIN: draft, GOFLAGS: '' };
  try {
    await runCommand([go, 'install', '-trimpath', '-ldflags=-s -w', MODULE], {
      cwd: '/',
      env: settings,
      signal,
    });
  } catch (error) {
    signal?.throwIfAborted();
    const hint = `Let go reach a module proxy (GOPROXY). ${INSTEAD}`;
    throw new StartError(`versitygw could not be compiled: ${/** @type {Error} */ (error).message}`, hint);
  }
  renameSync(draft, folder);
  log(`versitygw is compiled (${Math.round((performance.now() - started) / 1000)} s)`);
}

/**
 * Go of the host, else Debian's newest package of it.
 * @param {{ log: (line: string) => void, env: NodeJS.ProcessEnv, signal?: AbortSignal }} options
 */
async function findGo({ log, env, signal }) {
  const go = findOnPath('go', env);
  if (go) return go;
  await installPackages(['golang-go'], { log, instead: INSTEAD, env, signal });
  const version = readdirSync('/usr/lib').find((name) => /^go-\d/.test(name));
  const found = findOnPath('go', env) ?? (version && join('/usr/lib', version, 'bin/go'));
  if (!found) throw new StartError('The Debian package golang-go brought no Go', INSTEAD);
  return found;
}
