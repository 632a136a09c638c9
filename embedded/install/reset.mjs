import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { APPS } from '../academy-apps.mjs';
import { isAlive } from '../processes/process-identity.mjs';
import { StartError } from '../processes/start-error.mjs';
import { openStores } from '../stores/index.mjs';

/** @param {string} dataDir */
function requireStopped(dataDir) {
  let supervisor;
  try {
    ({ supervisor } = JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')));
  } catch {
    return;
  }
  if (isAlive(supervisor)) {
    throw new StartError(`The academy of ${dataDir} is running (process ${supervisor.pid})`, 'Stop it first');
  }
}

/**
 * Empties the academy's buckets of one storage.
 * @param {import('../stores/resolve-storage.mjs').StorageHandle} storage
 * @param {NodeJS.Require} require
 * @param {NodeJS.ProcessEnv} env
 */
async function emptyBuckets(storage, require, env) {
  const { S3Client, ListObjectsV2Command, DeleteObjectsCommand } = require('@aws-sdk/client-s3');
  const settings = { ...env, ...storage.env };
  const client = new S3Client({
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION || 'us-east-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: {
      accessKeyId: settings.S3_ACCESS_KEY_ID,
      secretAccessKey: settings.S3_SECRET_ACCESS_KEY,
    },
  });
  for (const Bucket of [settings.S3_BUCKET || 'har-private', settings.S3_PUBLIC_BUCKET || 'har-public']) {
    for (;;) {
      const { Contents } = await client
        .send(new ListObjectsV2Command({ Bucket }))
        .catch((/** @type {Error} */ error) => {
          if (error.name === 'NoSuchBucket') return { Contents: undefined };
          throw error;
        });
      if (!Contents?.length) break;
      const Objects = Contents.map(({ Key }) => ({ Key }));
      await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    }
  }
  client.destroy();
}

/**
 * Drops the academy's databases, its keys in Redis and its files, and nothing else in them.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {string} options.repository folder that has `node_modules`
 * @param {boolean} options.confirmed needed where the stores are not the academy's own
 * @param {(line: string) => void} options.log
 * @param {NodeJS.ProcessEnv} [options.env]
 * @throws {StartError} when the academy runs, or the stores are external and nothing was confirmed
 */
export async function resetAcademy({ dataDir, repository, confirmed, log, env = process.env }) {
  requireStopped(dataDir);
  if ((env.MONGODB_URI || env.REDIS_URL || env.S3_ENDPOINT) && !confirmed) {
    throw new StartError(
      'This would empty the academy in the stores of MONGODB_URI, REDIS_URL and S3_ENDPOINT',
      'Say --yes if you mean it',
    );
  }
  const require = createRequire(join(repository, 'package.json'));
  const { MongoClient } = require('mongodb');
  const { Redis } = require('ioredis');
  const stores = await openStores({ dataDir, env, log });
  const prefix = env.MONGODB_DATABASE_PREFIX ?? 'har_';
  const namespace = env.REDIS_NAMESPACE || 'har';
  const client = new MongoClient(stores.mongo.uri);
  const redis = new Redis(stores.redis.uri);
  try {
    for (const { name } of APPS) await client.db(`${prefix}${name.replaceAll('-', '_')}`).dropDatabase();
    for await (const keys of redis.scanStream({ match: `${namespace}:*`, count: 1_000 })) {
      if (keys.length > 0) await redis.unlink(keys);
    }
    if (stores.storage) await emptyBuckets(stores.storage, require, env);
    log('The academy is empty; the next start loads the demo');
  } finally {
    await client.close();
    redis.disconnect();
    await stores.stop();
  }
}
