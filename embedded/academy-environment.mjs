import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { APPS } from './academy-apps.mjs';

const SECRET_NAMES = [...new Set(APPS.flatMap(({ secrets }) => secrets))];

/**
 * The parts of the environment that all processes of an academy share, and how each one's is made of them.
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env what the person set
 * @param {string} options.dataDir absolute
 * @param {import('./academy-apps.mjs').PlannedProcess[]} options.plan
 * @param {import('./install/secrets.mjs').Secrets} options.secrets
 * @param {{ mongo: { uri: string }, redis: { uri: string }, storage: { env: NodeJS.ProcessEnv } | null }} options.stores
 * @param {boolean} options.ownNames true: databases and Redis keys get names of this data folder, so that
 *   several academies can share one MongoDB and one Redis
 * @returns {(process: import('./academy-apps.mjs').PlannedProcess) => NodeJS.ProcessEnv}
 */
export function academyEnvironment({ env, dataDir, plan, secrets, stores, ownNames }) {
  const urlOf = (/** @type {string} */ app) => plan.find(({ name }) => name === app)?.url;
  const gateway = plan.find(({ name }) => name === 'gateway');
  const publicUrl =
    env.PUBLIC_URL || (gateway ? `http://localhost:${gateway.port}` : 'http://localhost:3000');
  const simulator = urlOf('stripe-simulator');
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 8);
  /** @type {NodeJS.ProcessEnv} */
  const shared = {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    // Node 22 and newer keep compiled code here: the next start is faster.
    NODE_COMPILE_CACHE: join(dataDir, 'compile-cache'),
    ...(ownNames
      ? {
          MONGODB_DATABASE_PREFIX: `har_${name}_`,
          REDIS_NAMESPACE: `har-${name}`,
          S3_BUCKET: `har-${name}-private`,
          S3_PUBLIC_BUCKET: `har-${name}-public`,
        }
      : {}),
    ...(simulator && !env.STRIPE_SECRET_KEY
      ? {
          STRIPE_API_BASE: simulator,
          STRIPE_SECRET_KEY: 'sk_test_embedded',
          STRIPE_PUBLISHABLE_KEY: 'pk_test_embedded',
        }
      : {}),
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value)),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    PUBLIC_URL: publicUrl,
    FRONTEND_URL: env.FRONTEND_URL || publicUrl,
    MONGODB_URI: stores.mongo.uri,
    REDIS_URL: stores.redis.uri,
    ...stores.storage?.env,
    ...secrets,
  };
  return ({ app, port }) => {
    /** @type {NodeJS.ProcessEnv} */
    const own = { ...shared, PORT: String(port) };
    if (app.name === 'stripe-simulator') own.WEBHOOK_URL = `${urlOf('payment')}/api/v1/webhook/stripe`;
    for (const secret of SECRET_NAMES) if (!app.secrets.includes(secret)) delete own[secret];
    return own;
  };
}
