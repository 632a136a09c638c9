import { createRequire } from 'node:module';
import mongoose from 'mongoose';
import { analyze } from '../../embedded/stores/index.mjs';
import { modelsOf } from '../baseline/models.mjs';
import { DataSet, idOf } from '../data/data-set.mjs';
import { loadAcademy } from '../data/load-academy.mjs';
import { loadBaseline } from '../data/load-baseline.mjs';
import { signToken } from '../baseline/accounts.mjs';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { createIndexes, withServiceContext } = require('../../dist/libs/operations/src/index.js');
const { definition: auth } = require('../../dist/apps/auth/src/auth.app.js');
const { definition: course } = require('../../dist/apps/course/src/course.app.js');
const { AccessTokenService } = require('../../dist/apps/auth/src/signing-keys/access-token.service.js');

/** Grows when the data set of a size becomes another one. */
const VERSION = 1;

/**
 * @typedef {object} Prepared
 * @property {DataSet} data
 * @property {import('./requests.mjs').Tokens} tokens
 * @property {string} prefix of the academy's databases
 * @property {string} baselineDatabase
 */

/**
 * Loads the data set into the databases of both sides unless it is there, and signs tokens for its first users.
 * @param {object} options
 * @param {import('../data/data-set.mjs').DataSetSize} options.size
 * @param {boolean} options.withBaseline
 * @param {import('../../embedded/stores/index.mjs').Stores} options.stores
 * @param {NodeJS.ProcessEnv} options.env of the academy's auth service, without the databases' prefix
 * @param {string} options.jwtSecret of the baseline
 * @param {(line: string) => void} options.log
 * @returns {Promise<Prepared>}
 */
export async function prepareData({ size, withBaseline, stores, env, jwtSecret, log }) {
  const data = new DataSet(size);
  const prefix = `bench_${size.courses}_`;
  const baselineDatabase = `${prefix}baseline`;
  const academyEnv = { ...env, MONGODB_DATABASE_PREFIX: prefix };
  const client = await new mongoose.mongo.MongoClient(stores.mongo.uri).connect();
  try {
    const loads = {
      academy: async () => {
        await loadAcademy(client, prefix, data, log);
        log('  academy: indexes');
        for (const definition of [auth, course]) await createIndexes(definition, academyEnv);
      },
      ...(withBaseline && {
        baseline: async () => {
          await loadBaseline(client.db(baselineDatabase), data, log);
          log('  baseline: indexes');
          await createBaselineIndexes(stores.mongo.uri, baselineDatabase);
        },
      }),
    };
    for (const [side, load] of Object.entries(loads))
      await loadOnce(client.db(`${prefix}${side === 'academy' ? 'course' : side}`), side, size, load, log);
    await undoEarlierRuns(client, prefix, baselineDatabase);
    await analyze(stores.mongo);
  } finally {
    await client.close();
  }
  return { data, prefix, baselineDatabase, tokens: await signTokens(data, academyEnv, jwtSecret) };
}

/** @param {mongoose.mongo.Db} db @param {() => Promise<void>} load */
async function loadOnce(db, side, size, load, log) {
  const mark = { _id: 'data-set', version: VERSION, ...size };
  const marks = db.collection('bench_marks');
  if (await marks.findOne(mark)) return log(`${side}: the data set is there`);
  log(`${side}: loading ${size.courses} courses, ${size.users} users, ${size.enrollments} enrolments`);
  await db.dropDatabase();
  await load();
  await marks.insertOne(mark);
}

async function createBaselineIndexes(uri, dbName) {
  const connection = await mongoose.createConnection(uri, { dbName, autoIndex: false }).asPromise();
  for (const model of Object.values(modelsOf(connection))) await model.createIndexes();
  await connection.close();
}

/** What a run before this one enrolled: the next one enrols the same learners. */
async function undoEarlierRuns(client, prefix, baselineDatabase) {
  const enrolledByBench = { _id: { $lt: idOf('enrollment', 0) } };
  const later = { _id: { $gt: idOf('session', 0) } };
  for (const database of [`${prefix}course`, baselineDatabase]) {
    const enrollments = client.db(database).collection('enrollments');
    await enrollments.deleteMany({ $or: [enrolledByBench, later] });
  }
}

/** @param {DataSet} data @returns {Promise<import('./requests.mjs').Tokens>} */
async function signTokens(data, env, jwtSecret) {
  const users = Array.from({ length: Math.min(1_000, data.size.users) }, (_, n) => data.user(n));
  const academy = await withServiceContext(auth, env, async (context) => {
    const tokens = context.get(AccessTokenService, { strict: false });
    return Promise.all(users.map((user, n) => tokens.sign(user, idOf('session', n).toHexString())));
  });
  return { academy, baseline: users.map((user) => signToken(user, jwtSecret)) };
}
