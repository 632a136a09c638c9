#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY } from './academy.mjs';
import { ensureDependencies } from './install/dependencies.mjs';
import { requireNode } from './install/environment.mjs';
import { explain, StartError } from './processes/start-error.mjs';
import { analyzeUrl } from './stores/analyze.mjs';
import { abandonAll, openStores } from './stores/index.mjs';
import { openTemporaryFolder } from './stores/temporary-folder.mjs';

// node embedded/with-stores.mjs [--data-dir <folder>] [--durable] -- <command…>
// Runs a command with MONGODB_URI, REDIS_URL and S3_* of stores of its own, and exits as the command does. Without
// --data-dir the stores are made for this run alone and removed after it.

const log = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it
 */
function runToEnd([file, ...args], env) {
  return new Promise((done, reject) => {
    const child = spawn(file, args, { env, stdio: 'inherit' });
    // Ctrl-C reaches the command by itself; it ends first and we after it.
    process.on('SIGINT', () => undefined);
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
      process.on(signal, () => child.kill(signal));
    child.once('error', (error) => reject(new StartError(`${file} cannot be started: ${error.message}`)));
    child.once('exit', (code, signal) => done(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

async function main() {
  requireNode();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'data-dir': { type: 'string' }, durable: { type: 'boolean', default: false } },
  });
  if (positionals.length === 0)
    throw new StartError('No command was given', 'with-stores.mjs [--data-dir <folder>] -- <command>');
  const starting = new AbortController();
  const giveUp = () => starting.abort();
  process.once('SIGINT', giveUp).once('SIGTERM', giveUp);
  const { signal } = starting;
  const kept = values['data-dir'];
  const folder = kept
    ? { path: resolve(kept), remove: () => undefined }
    : await openTemporaryFolder(join(REPOSITORY, '.tmp', 'stores'));
  const packages = ensureDependencies({ repository: REPOSITORY, log, signal });
  try {
    const fsync = values.durable ? 'on' : 'off';
    const opening = openStores({ dataDir: folder.path, fsync, log, packages, signal });
    const [stores, installed] = await Promise.allSettled([opening, packages]);
    if (stores.status === 'rejected') throw stores.reason;
    try {
      if (installed.status === 'rejected') throw installed.reason;
      process.off('SIGINT', giveUp).off('SIGTERM', giveUp);
      signal.throwIfAborted();
      const { mongo, redis, storage } = stores.value;
      return await runToEnd(positionals, {
        ...process.env,
        ...analyzeUrl(mongo),
        MONGODB_URI: mongo.uri,
        REDIS_URL: redis.uri,
        ...storage?.env,
        PATH: [join(REPOSITORY, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
      });
    } finally {
      await stores.value.stop();
    }
  } finally {
    folder.remove();
  }
}

process.on('exit', abandonAll);
try {
  process.exitCode = await main();
} catch (error) {
  for (const line of explain(error)) log(line);
  process.exitCode = 1;
}
