import { createRequire } from 'node:module';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { analyze } from '../../embedded/stores/index.mjs';
import { modelsOf } from '../baseline/models.mjs';
import { DataSet, idOf } from '../data/data-set.mjs';
import * as academyShape from '../data/load-academy.mjs';
import * as baselineShape from '../data/load-baseline.mjs';
import { restoreLearners } from '../data/restore.mjs';
import { signToken } from '../baseline/accounts.mjs';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { createIndexes, withServiceContext } = require('../../dist/libs/operations/src/index.js');
const { definition: auth } = require('../../dist/apps/auth/src/auth.app.js');
const { definition: course } = require('../../dist/apps/course/src/course.app.js');
const { AccessTokenService } = require('../../dist/apps/auth/src/signing-keys/access-token.service.js');

/** Grows when the data set of a size becomes another one. */
const VERSION = 1;
const MOST_LEARNERS = 1_000;

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
        await academyShape.loadAcademy(client, prefix, data, log);
        log('  academy: indexes');
        for (const definition of [auth, course]) await createIndexes(definition, academyEnv);
      },
      ...(withBaseline && {
        baseline: async () => {
          await baselineShape.loadBaseline(client.db(baselineDatabase), data, log);
          log('  baseline: indexes');
          await createBaselineIndexes(stores.mongo.uri, baselineDatabase);
        },
      }),
    };
    const shapes = { academy: academyShape, baseline: baselineShape };
    for (const [side, load] of Object.entries(loads)) {
      const db = client.db(`${prefix}${side === 'academy' ? 'course' : side}`);
      const loaded = await loadOnce(db, side, size, load, log);
      if (!loaded) await restoreLearners(db, shapes[side], data, learnersOf(data), log);
    }
    await forgetEvents(client.db(`${prefix}course`), stores.redis);
    await analyze(stores.mongo);
  } finally {
    await client.close();
  }
  return { data, prefix, baselineDatabase, tokens: await signTokens(data, academyEnv, jwtSecret) };
}

/** @param {mongoose.mongo.Db} db @param {() => Promise<void>} load @returns {Promise<boolean>} false when it was there */
async function loadOnce(db, side, size, load, log) {
  const mark = { _id: 'data-set', version: VERSION, ...size };
  const marks = db.collection('bench_marks');
  if (await marks.findOne(mark)) return (log(`${side}: the data set is there`), false);
  log(`${side}: loading ${size.courses} courses, ${size.users} users, ${size.enrollments} enrolments`);
  await db.dropDatabase();
  await load();
  await marks.insertOne(mark);
  return true;
}

async function createBaselineIndexes(uri, dbName) {
  const connection = await mongoose.createConnection(uri, { dbName, autoIndex: false }).asPromise();
  for (const model of Object.values(modelsOf(connection))) await model.createIndexes();
  await connection.close();
}

/** What an interrupted run left to be told would be counted in this one. */
async function forgetEvents(course, { kind, uri }) {
  for (const name of ['enrollments', 'courses'])
    await course.collection(name).updateMany({ 'outbox.at': { $exists: true } }, { $unset: { outbox: 1 } });
  await course.collection('published_events').deleteMany({});
  if (kind === 'external') return;
  const redis = new Redis(uri);
  await redis.flushall();
  await redis.quit();
}

/** For how many users the benchmark acts. @param {DataSet} data */
function learnersOf({ size }) {
  return Math.min(MOST_LEARNERS, size.users);
}

/** @param {DataSet} data @returns {Promise<import('./requests.mjs').Tokens>} */
async function signTokens(data, env, jwtSecret) {
  const users = Array.from({ length: learnersOf(data) }, (_, n) => data.user(n));
  const academy = await withServiceContext(auth, env, async (context) => {
    const tokens = context.get(AccessTokenService, { strict: false });
    return Promise.all(users.map((user, n) => tokens.sign(user, idOf('session', n).toHexString())));
  });
  return { academy, baseline: users.map((user) => signToken(user, jwtSecret)) };
}
