import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../processes/start-error.mjs';
import { runMongoCommand } from './mongo-wire.mjs';
import { StoreGroup } from './store-group.mjs';

const REPLICA_SET = 'har';

/**
 * Makes the one node the primary of its own replica set. When its port has changed since, the set's
 * configuration names an address that is nobody's, and is replaced.
 * @param {number} port
 */
async function becomePrimary(port) {
  const config = { _id: REPLICA_SET, members: [{ _id: 0, host: `127.0.0.1:${port}` }] };
  const hello = await runMongoCommand(port, { hello: 1 });
  if (hello.isWritablePrimary) return;
  await runMongoCommand(port, { replSetInitiate: config }).catch(async (error) => {
    if (error.codeName !== 'AlreadyInitialized') throw error;
    const { config: known } = await runMongoCommand(port, { replSetGetConfig: 1 });
    if (known.members[0].host === config.members[0].host) return;
    const version = known.version + 1;
    await runMongoCommand(port, { replSetReconfig: { ...config, version }, force: true });
  });
  throw new Error('mongod is not the primary of its replica set yet');
}

/**
 * A real mongod as a one-node replica set.
 * @param {object} options
 * @param {string} options.program path of mongod
 * @param {string} options.directory `mongod/` in it holds the data
 * @param {(line: string) => void} options.log
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<StoreGroup>} with the port `mongod`
 */
export async function openMongod({ program, directory, log, signal }) {
  const data = join(directory, 'mongod');
  mkdirSync(data, { recursive: true });
  const group = new StoreGroup({
    directory,
    log,
    signal,
    servers: [
      {
        name: 'mongod',
        launch: ({ mongod }) => ({
          command: [
            ...[program, '--dbpath', data, '--port', String(mongod), '--bind_ip', '127.0.0.1'],
            ...['--replSet', REPLICA_SET, '--nounixsocket'],
          ],
        }),
        probe: ({ mongod }) => becomePrimary(mongod),
      },
    ],
  });
  return group.open().catch((error) => {
    if (error instanceof StartError) error.hint ||= 'Set MONGODB_URI, or take this mongod off PATH';
    throw error;
  });
}
