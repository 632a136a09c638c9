// JavaScript, because a worker thread is started by Node itself and Node 20 reads no TypeScript: the same file serves
// tests, development and the build.
'use strict';

const { createHash } = require('node:crypto');
const argon2 = require('@node-rs/argon2');
const bcrypt = require('bcryptjs');

const ARGON2ID = 2;
const BCRYPT_BYTES = 72;

/** bcrypt looks at 72 bytes only: what is longer is condensed to 64 characters, so that every character counts. */
function forBcrypt(password) {
  if (Buffer.byteLength(password) <= BCRYPT_BYTES) return password;
  return createHash('sha384').update(password).digest('base64');
}

/** @param {{ password: string, parameters: import('./password-hash').HashParameters }} task */
function hash({ password, parameters }) {
  if (parameters.algorithm === 'bcrypt') return bcrypt.hashSync(forBcrypt(password), parameters.rounds);
  const { memory_kib: memoryCost, passes: timeCost, lanes: parallelism } = parameters;
  return argon2.hashSync(password, { algorithm: ARGON2ID, memoryCost, timeCost, parallelism });
}

/** @param {{ password: string, hash: string }} task */
function verify({ password, hash: stored }) {
  if (stored.startsWith('$argon2')) return argon2.verifySync(stored, password);
  return bcrypt.compareSync(forBcrypt(password), stored);
}

module.exports = { hash, verify };
