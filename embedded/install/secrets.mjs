import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../processes/start-error.mjs';

/**
 * @typedef {object} Secrets
 * @property {string} KEY_ENCRYPTION_SECRET
 * @property {string} STRIPE_WEBHOOK_SECRET
 * @property {string} ADMIN_PASSWORD
 * @property {string} ADMIN_EMAIL
 */

/** @type {Record<string, () => string>} */
const GENERATED = {
  KEY_ENCRYPTION_SECRET: () => randomBytes(32).toString('hex'),
  STRIPE_WEBHOOK_SECRET: () => `whsec_${randomBytes(24).toString('hex')}`,
  // Letters of both cases and digits whatever the random part is: the password rule asks for them.
  ADMIN_PASSWORD: () => `Har-${randomBytes(12).toString('base64url')}-7`,
};

/**
 * The secrets of an academy: those of the environment, the others made at its first start and kept in
 * `secrets.json` of its data folder, readable by its owner alone.
 * @param {string} dataDir
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Secrets}
 */
export function academySecrets(dataDir, env = process.env) {
  const path = join(dataDir, 'secrets.json');
  mkdirSync(dataDir, { recursive: true });
  /** @type {Record<string, string>} */
  let kept = {};
  try {
    kept = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') {
      // Making new ones would lock the academy out of the keys that the old ones encrypt.
      throw new StartError(
        `${path} cannot be read as JSON`,
        'Repair it, or set its values in the environment and remove it',
      );
    }
  }
  const missing = Object.keys(GENERATED).filter((name) => !env[name] && !kept[name]);
  if (missing.length > 0) {
    for (const name of missing) kept[name] = GENERATED[name]();
    writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  }
  const values = Object.keys(GENERATED).map((name) => [name, env[name] || kept[name]]);
  return { ...Object.fromEntries(values), ADMIN_EMAIL: env.ADMIN_EMAIL || 'admin@har.academy' };
}
