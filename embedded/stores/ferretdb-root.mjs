import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withFileLock } from '../processes/file-lock.mjs';
import { findOnPath, runCommand } from '../processes/run-command.mjs';
import { StartError } from '../processes/start-error.mjs';
import { installPackages } from './apt.mjs';
import { cacheFolder } from './cache-folder.mjs';
import { canMountPrivately } from './in-root.mjs';

const FERRETDB = 'github.com/FerretDB/FerretDB/v2/cmd/ferretdb@v2.7.0';
const NAME = 'ferretdb-2.7.0-postgresql-18';
const SUITE = 'forky';
const NEEDED_BYTES = 1.5e9;
const INSTEAD = 'Set MONGODB_URI to a MongoDB of yours, or put mongod on PATH';

/**
 * @typedef {object} RootOptions
 * @property {(line: string) => void} log
 * @property {NodeJS.ProcessEnv} [env]
 * @property {AbortSignal} [signal]
 */

/**
 * A private Debian root with PostgreSQL 18, its DocumentDB extension and FerretDB. It is built once for all
 * clones of a user (about two minutes, 600 MB), under another name that is changed when it is complete;
 * who comes while another process builds it waits. Nothing of the host changes but the package mmdebstrap.
 * @param {RootOptions} options
 * @returns {Promise<string>} the folder of the root
 * @throws {StartError} which says what to do instead
 */
export async function ensureFerretRoot({ log, env = process.env, signal }) {
  const cache = cacheFolder(env);
  const root = join(cache, NAME);
  if (existsSync(root)) return root;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new StartError('No MongoDB was found, and only root on Debian Linux can install FerretDB', INSTEAD);
  }
  if (!(await canMountPrivately())) {
    const hint = `Give the container CAP_SYS_ADMIN, or HAR_CACHE_DIR a folder where ${NAME} was installed before. ${INSTEAD}`;
    throw new StartError('No MongoDB was found, and installing FerretDB needs the right to mount', hint);
  }
  const onWait = (/** @type {number} */ pid) => log(`process ${pid} is installing FerretDB; waiting for it`);
  await withFileLock(
    `${root}.lock`,
    async () => {
      if (!existsSync(root)) await build(root, { log, env, signal });
    },
    { onWait, signal },
  );
  return root;
}

/** @param {string} root @param {Required<Pick<RootOptions, 'log' | 'env'>> & RootOptions} options */
async function build(root, { log, env, signal }) {
  const draft = `${root}.building`;
  const binaries = `${draft}.bin`;
  for (const left of [draft, binaries, `${draft}.go`]) rmSync(left, { recursive: true, force: true });
  const { bavail, bsize } = statfsSync(dirname(root));
  if (bavail * bsize < NEEDED_BYTES) {
    const hint = 'Free some, or set HAR_CACHE_DIR to another disk';
    throw new StartError(`FerretDB needs 1.5 GB free in ${dirname(root)}`, hint);
  }
  if (!findOnPath('mmdebstrap', env)) {
    await installPackages(['mmdebstrap'], { log, instead: INSTEAD, env, signal });
  }
  const go = findOnPath('go', env);
  const started = performance.now();
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`;
  let phase = 'preparing';
  log(`installing FerretDB on PostgreSQL 18 once, into ${root} (two to five minutes)`);
  const clock = setInterval(() => log(`${phase}, ${seconds()}`), 15_000);
  const failed = new AbortController();
  const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  /** @type {unknown} */
  let failure;
  /** @param {Promise<void>} step when it fails, the other is given up */
  const guarded = (step) =>
    step.catch((error) => {
      failure ??= error;
      failed.abort();
    });
  try {
    const onPhase = (/** @type {string} */ text) => (phase = text);
    const steps = [makeRoot(draft, { withGo: !go, env, signal: either, onPhase })];
    if (go) steps.push(compile(go, binaries, env, either));
    await Promise.all(steps.map(guarded));
    if (!go && !failure) {
      phase = 'compiling FerretDB';
      await guarded(compileWithRoot(draft, binaries, env, either));
    }
    signal?.throwIfAborted();
    if (failure) throw failure;
    renameSync(join(binaries, 'ferretdb'), join(draft, 'usr/local/bin/ferretdb'));
    mkdirSync(join(draft, 'data'));
    rmSync(binaries, { recursive: true, force: true });
    renameSync(draft, root);
    log(`FerretDB is installed (${seconds()})`);
  } finally {
    clearInterval(clock);
  }
}

/**
 * @param {string} draft
 * @param {{ withGo: boolean, env: NodeJS.ProcessEnv, signal: AbortSignal, onPhase: (text: string) => void }} options
 */
async function makeRoot(draft, { withGo, env, signal, onPhase }) {
  const noDocs = ['doc', 'man', 'locale'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`);
  const command = [
    // What it mounts inside the root must never outlive it: rmSync would follow a mount into the host.
    ...['unshare', '--mount', '--propagation', 'private', '--'],
    ...['mmdebstrap', '--mode=root', '--variant=minbase'],
    `--include=postgresql-18-documentdb${withGo ? ',golang-go' : ''}`,
    '--aptopt=APT::Install-Recommends "false"',
    // A mirror may lag behind the date until which its lists are valid; their signatures are checked all the same.
    '--aptopt=Acquire::Check-Valid-Until "false"',
    ...noDocs,
    ...[SUITE, draft],
  ];
  try {
    // Its own lines tell what it is at: "I: downloading packages with apt...".
    const onLine = (/** @type {string} */ line) => {
      if (line.startsWith('I: ')) onPhase(line.slice(3).replace(/\.+$/, ''));
    };
    await runCommand(command, { cwd: '/', env: { ...env, TMPDIR: '/tmp' }, signal, onLine });
  } catch (error) {
    throw new StartError(
      `Debian packages for FerretDB could not be installed: ${/** @type {Error} */ (error).message}`,
      INSTEAD,
    );
  }
}

/** @param {string} go @param {string} binaries @param {NodeJS.ProcessEnv} env @param {AbortSignal} signal */
async function compile(go, binaries, env, signal) {
  const settings = { ...env, CGO_ENABLED: '0', GOBIN: binaries, GOFLAGS: '' };
  try {
    await runCommand([go, 'install', '-trimpath', '-ldflags=-s -w', FERRETDB], {
      cwd: '/',
      env: settings,
      signal,
    });
  } catch (error) {
    const hint = `Let go reach a module proxy (GOPROXY). ${INSTEAD}`;
    throw new StartError(`FerretDB could not be compiled: ${/** @type {Error} */ (error).message}`, hint);
  }
}

/**
 * Runs the root's Go from the host (inside it misses /proc and the host's certificates) and removes it after.
 * @param {string} draft @param {string} binaries @param {NodeJS.ProcessEnv} env @param {AbortSignal} signal
 */
async function compileWithRoot(draft, binaries, env, signal) {
  const version = readdirSync(join(draft, 'usr/lib')).find((name) => /^go-\d/.test(name));
  if (!version) throw new StartError('The Debian package golang-go brought no Go', INSTEAD);
  const home = join(draft, 'usr/lib', version);
  const work = `${draft}.go`;
  const folders = { GOROOT: home, GOPATH: work, GOCACHE: join(work, 'cache'), GOTOOLCHAIN: 'local' };
  await compile(join(home, 'bin/go'), binaries, { ...env, ...folders }, signal);
  await runCommand([join(home, 'bin/go'), 'clean', '-modcache'], { cwd: '/', env: { ...env, ...folders } });
  for (const folder of [work, home, join(draft, 'usr/share', version)]) {
    rmSync(folder, { recursive: true, force: true });
  }
}
