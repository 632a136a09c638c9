import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';
import { StartError } from '../processes/start-error.mjs';
import { ensureFerretRoot } from './ferretdb-root.mjs';
import { programsInRoot } from './in-root.mjs';
import { runMongoCommand } from './mongo-wire.mjs';
import { runPostgres } from './postgres-wire.mjs';
import { StoreGroup } from './store-group.mjs';

const BIN = '/usr/lib/postgresql/18/bin';
const CLUSTER = 'cluster';

/** @param {number} port @param {boolean} durable @returns {string[]} */
function postgresSettings(port, durable) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    shared_preload_libraries: 'pg_cron,pg_documentdb_core,pg_documentdb_extended_rum,pg_documentdb',
    // Without it no sort is read from an index.
    'documentdb.alternate_index_handler_name': 'extended_rum',
    'cron.database_name': 'postgres',
    'cron.log_statement': 'off',
    shared_buffers: '128MB',
    // A collection is slow until it has been analyzed once.
    autovacuum_naptime: '2s',
    jit: 'off',
    fsync: durable ? 'on' : 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * Makes the cluster under another name first, so that an interrupted start leaves no half of one.
 * @param {import('./in-root.mjs').RootPrograms} programs
 * @param {boolean} durable
 */
async function initialise(programs, durable) {
  const cluster = join(programs.folder, CLUSTER);
  if (existsSync(cluster)) return;
  rmSync(`${cluster}.new`, { recursive: true, force: true });
  const options = [
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '-A',
    'trust',
    '-U',
    'postgres',
    ...(durable ? [] : ['--no-sync']),
  ];
  const initdb = programs.command([`${BIN}/initdb`, '-D', `${programs.inside}/${CLUSTER}.new`, ...options]);
  await runCommand(initdb, { cwd: '/' }).catch((error) => {
    throw new StartError(`PostgreSQL could not make its data folder ${cluster}: ${error.message}`);
  });
  renameSync(`${cluster}.new`, cluster);
}

/**
 * FerretDB 2.7 on PostgreSQL 18 with DocumentDB: speaks MongoDB's protocol, durable, with real indexes.
 * Only this machine's loopback can reach it; it asks for no password.
 * @param {object} options
 * @param {string} options.directory folder of this cluster: `postgresql/` holds the data
 * @param {(line: string) => void} options.log
 * @param {boolean} options.durable false: a crash of the machine may lose data (for tests)
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<StoreGroup>} with the ports `postgresql` and `ferretdb`
 */
export async function openFerretDb({ directory, log, durable, env, signal }) {
  const root = await ensureFerretRoot({ log, env, signal });
  const programs = await programsInRoot(root, join(directory, 'postgresql'));
  return new StoreGroup({
    directory,
    log,
    signal,
    servers: [
      {
        name: 'postgresql',
        stopSignal: 'SIGINT',
        prepare: () => initialise(programs, durable),
        launch: (ports) => ({
          command: programs.command([
            ...[`${BIN}/postgres`, '-D', `${programs.inside}/${CLUSTER}`],
            ...postgresSettings(ports.postgresql, durable),
          ]),
          cwd: '/',
        }),
        probe: (ports) => runPostgres(ports.postgresql, 'select 1'),
        afterStart: (ports) =>
          runPostgres(
            ports.postgresql,
            'create extension if not exists documentdb cascade; create extension if not exists documentdb_extended_rum',
          ),
      },
      {
        name: 'ferretdb',
        launch: (ports) => ({
          command: [
            join(root, 'usr/local/bin/ferretdb'),
            `--postgresql-url=postgres://postgres@127.0.0.1:${ports.postgresql}/postgres?pool_max_conns=20`,
            `--listen-addr=127.0.0.1:${ports.ferretdb}`,
            ...['--debug-addr=-', '--telemetry=disable', '--no-auth', '--log-level=error'],
            `--state-dir=${directory}`,
          ],
          cwd: directory,
        }),
        probe: (ports) => runMongoCommand(ports.ferretdb, { ping: 1 }),
      },
    ],
  }).open();
}
