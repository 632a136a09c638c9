import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { findOnPath } from '../processes/run-command.mjs';
import { StartError } from '../processes/start-error.mjs';
import { installPackages } from './apt.mjs';
import { externalStore } from './external-store.mjs';
import { handleOf } from './resolve-mongo.mjs';
import { StoreGroup } from './store-group.mjs';

const INSTEAD = 'Put redis-server on PATH, or set REDIS_URL to a Redis of yours';

/**
 * @param {number} port
 * @returns {Promise<void>} rejects until Redis has loaded its data
 */
function ping(port) {
  return new Promise((done, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (/** @type {Error | undefined} */ error) => {
      socket.destroy();
      if (error) reject(error);
      else done();
    };
    socket.setTimeout(3_000, () => end(new Error(`no answer on port ${port}`)));
    socket.once('error', end);
    socket.once('close', () => reject(new Error('closed')));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) =>
      end(String(data).startsWith('+PONG') ? undefined : new Error(String(data).trim())),
    );
  });
}

/**
 * Finds or starts Redis: `REDIS_URL`, redis-server on PATH, Debian's package. Ours keeps every write in an
 * append-only file and evicts nothing, because events and jobs live in it.
 * @param {import('./resolve-mongo.mjs').StoreOptions} options
 * @returns {Promise<import('./resolve-mongo.mjs').StoreHandle>}
 * @throws {StartError}
 */
export async function resolveRedis({
  dataDir,
  log = () => undefined,
  fsync = 'on',
  env = process.env,
  signal,
}) {
  if (env.REDIS_URL) return externalStore('REDIS_URL', env.REDIS_URL, 6_379);
  const directory = resolve(dataDir, 'stores', 'redis');
  const say = (/** @type {string} */ line) => log(`Redis: ${line}`);
  if (!findOnPath('redis-server', env)) {
    await installPackages(['redis-server'], { log: say, instead: INSTEAD, env, signal });
  }
  const program = findOnPath('redis-server', env);
  if (!program) throw new StartError('Redis was installed, but redis-server is not on PATH', INSTEAD);
  const data = join(directory, 'data');
  mkdirSync(data, { recursive: true });
  const group = await new StoreGroup({
    directory,
    log: say,
    signal,
    servers: [
      {
        name: 'redis',
        launch: ({ redis }) => ({
          command: [
            ...[program, '--port', String(redis), '--bind', '127.0.0.1', '--dir', data],
            ...['--appendonly', 'yes', '--appendfsync', fsync === 'on' ? 'everysec' : 'no'],
            ...['--maxmemory-policy', 'noeviction'],
          ],
        }),
        probe: ({ redis }) => ping(redis),
      },
    ],
  }).open();
  return handleOf(group, `redis://127.0.0.1:${group.ports.redis}`, 'redis-server');
}
