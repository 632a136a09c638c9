import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answers } from '../processes/ports.mjs';
import { StartError } from '../processes/start-error.mjs';
import { handleOf } from './resolve-mongo.mjs';
import { StoreGroup } from './store-group.mjs';
import { ensureVersitygw } from './versitygw-binary.mjs';

/**
 * @typedef {import('./resolve-mongo.mjs').StoreHandle & { env: NodeJS.ProcessEnv }} StorageHandle `env`: the variables
 *   by which apps reach it; empty when the person set them
 */

/**
 * The keys of a data folder's own storage, made once and readable by their owner alone.
 * @param {string} directory
 * @returns {{ access: string, secret: string }}
 */
function credentialsOf(directory) {
  const path = join(directory, 'credentials.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    const made = { access: 'har-academy', secret: randomBytes(24).toString('hex') };
    writeFileSync(path, JSON.stringify(made), { mode: 0o600 });
    return made;
  }
}

/**
 * Finds or starts an object storage that speaks S3: `S3_ENDPOINT`, else versitygw on a folder.
 * @param {import('./resolve-mongo.mjs').StoreOptions} options
 * @returns {Promise<StorageHandle>}
 * @throws {StartError}
 */
export async function resolveStorage({ dataDir, log = () => undefined, env = process.env, signal }) {
  if (env.S3_ENDPOINT) return externalStorage(env.S3_ENDPOINT);
  const directory = resolve(dataDir, 'stores', 'storage');
  const say = (/** @type {string} */ line) => log(`Storage: ${line}`);
  const program = await ensureVersitygw({ log: say, env, signal });
  // Metadata beside the objects, not in extended attributes: not every file system has those.
  const folders = { objects: join(directory, 'objects'), metadata: join(directory, 'metadata') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const { access, secret } = credentialsOf(directory);
  const group = await new StoreGroup({
    directory,
    log: say,
    signal,
    servers: [
      {
        name: 'versitygw',
        launch: ({ versitygw }) => ({
          command: [
            ...[
              program,
              '--port',
              `127.0.0.1:${versitygw}`,
              '--health',
              '/health',
              '--quiet',
              '--keep-alive',
            ],
            ...['posix', '--sidecar', folders.metadata, folders.objects],
          ],
          env: { ROOT_ACCESS_KEY_ID: access, ROOT_SECRET_ACCESS_KEY: secret },
        }),
        probe: async ({ versitygw }) => {
          const answer = await fetch(`http://127.0.0.1:${versitygw}/health`, {
            signal: AbortSignal.timeout(3_000),
          });
          if (!answer.ok) throw new Error(`/health answered ${answer.status}`);
        },
      },
    ],
  }).open();
  const uri = `http://127.0.0.1:${group.ports.versitygw}`;
  const variables = { S3_ENDPOINT: uri, S3_ACCESS_KEY_ID: access, S3_SECRET_ACCESS_KEY: secret };
  return { ...handleOf(group, uri, 'versitygw'), env: variables };
}

/** @param {string} endpoint @returns {Promise<StorageHandle>} */
async function externalStorage(endpoint) {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (!url) throw new StartError('S3_ENDPOINT is not a URL', 'Set one like https://s3.example.org');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!(await answers(url.hostname, port))) {
    throw new StartError(`S3_ENDPOINT: nothing answers at ${url.host}`, 'Start it, or unset S3_ENDPOINT');
  }
  const nothing = { stop: async () => undefined, abandon: () => undefined };
  return { uri: endpoint, kind: 'external', ports: {}, ...nothing, env: {} };
}
