import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFileLock } from '../processes/file-lock.mjs';
import { runCommand } from '../processes/run-command.mjs';
import { StartError } from '../processes/start-error.mjs';

const SOURCES = ['apps', 'libs', 'demo', 'tools'];
const IGNORED = ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/test/**'];
const MARKER = '.sources';

/** @param {string} repository @returns {string[]} the source folders that exist */
function sourceFolders(repository) {
  return SOURCES.filter((folder) => existsSync(join(repository, folder)));
}

/**
 * A hash over the content of all that the build reads.
 * @param {string} repository
 * @returns {string}
 */
export function sourceHash(repository) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ path) =>
    hash.update(`${path}\0`).update(readFileSync(join(repository, path)));
  for (const file of ['.swcrc', 'package-lock.json']) if (existsSync(join(repository, file))) add(file);
  for (const folder of sourceFolders(repository)) {
    const entries = readdirSync(join(repository, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !/\.(e2e-)?spec\.ts$/.test(entry.name));
    // `path` is the name of `parentPath` before Node 20.12.
    const paths = files.map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name).slice(repository.length + 1),
    );
    for (const path of paths.sort()) add(path);
  }
  return hash.digest('hex');
}

/**
 * @param {string} repository
 * @returns {boolean} true when dist was built from these very sources
 */
export function buildIsFresh(repository) {
  const marker = join(repository, 'dist', MARKER);
  return existsSync(marker) && readFileSync(marker, 'utf8') === sourceHash(repository);
}

/**
 * Compiles the TypeScript sources into dist when they have changed. It is built beside and put in place whole,
 * so that nothing is left of deleted sources and nobody starts half a build.
 * @param {object} options
 * @param {string} options.repository
 * @param {(line: string) => void} options.log
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<boolean>} true when something was built
 * @throws {StartError}
 */
export async function ensureBuild({ repository, log, signal }) {
  if (buildIsFresh(repository)) return false;
  return withFileLock(
    join(repository, '.tmp', 'build.lock'),
    async () => {
      const hash = sourceHash(repository);
      if (buildIsFresh(repository)) return false;
      const started = Date.now();
      log('Build: compiling');
      const [draft, old] = [join(repository, 'dist.building'), join(repository, 'dist.old')];
      for (const folder of [draft, old]) rmSync(folder, { recursive: true, force: true });
      const swc = join(repository, 'node_modules/@swc/cli/bin/swc.js');
      const options = ['--copy-files', '--quiet', ...IGNORED.flatMap((glob) => ['--ignore', glob])];
      const command = [
        process.execPath,
        swc,
        ...sourceFolders(repository),
        '-d',
        'dist.building',
        ...options,
      ];
      try {
        await runCommand(command, { cwd: repository, signal });
      } catch (error) {
        signal?.throwIfAborted();
        throw new StartError(
          `The sources do not compile: ${/** @type {Error} */ (error).message}`,
          `Run: ${command.slice(1).join(' ')}`,
        );
      }
      writeFileSync(join(draft, MARKER), hash);
      if (existsSync(join(repository, 'dist'))) renameSync(join(repository, 'dist'), old);
      renameSync(draft, join(repository, 'dist'));
      rmSync(old, { recursive: true, force: true });
      log(`Build: done (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      return true;
    },
    { signal, onWait: (pid) => log(`Build: process ${pid} is building; waiting for it`) },
  );
}
