#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY } from '../embedded/academy.mjs';
import { ensureBuild } from '../embedded/install/build.mjs';
import { ensureDependencies } from '../embedded/install/dependencies.mjs';
import { abandonAll, openStores } from '../embedded/stores/index.mjs';
import { openTemporaryFolder } from '../embedded/stores/temporary-folder.mjs';

const USAGE = `npm run bench -- [options]
  --courses 100000       size of the data set; users, enrolments and progress rows follow unless said
  --users --enrollments --progress
  --only catalogue,lesson   these requests alone (catalogue, filtered, search, course, lesson, progress, enrol,
                         login, course-cold, search-cold, cached, burst, start)
  --rounds 5             of each side, in turn; the median counts
  --seconds 5            of each round
  --connections 50
  --quick                a small data set and short rounds: shows that it works, not how fast
  --growth               the academy alone, at 1,000 courses and at --courses (default 1,000,000)
  --data-dir <folder>    keeps stores and data set there for the next run
  --profile              CPU profiles of all processes, beside their logs
  --out <file>           default: bench/results.md, or bench/growth.md`;

const { values } = parseArgs({
  options: {
    courses: { type: 'string' },
    users: { type: 'string' },
    enrollments: { type: 'string' },
    progress: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    connections: { type: 'string' },
    quick: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    'data-dir': { type: 'string' },
    profile: { type: 'boolean', default: false },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

async function main() {
  if (values.help) return log(USAGE);
  const starting = new AbortController();
  const { signal } = starting;
  await ensureDependencies({ repository: REPOSITORY, log, signal });
  await ensureBuild({ repository: REPOSITORY, log, signal });
  // What is measured comes out of the build, so it is loaded after it.
  const { compare } = await import('./driver/compare.mjs');
  const { growth } = await import('./driver/growth.mjs');
  const kept = values['data-dir'];
  const folder = kept
    ? { path: resolve(kept), remove: () => undefined }
    : await openTemporaryFolder(join(REPOSITORY, '.tmp', 'bench'));
  try {
    const stores = await openStores({ dataDir: folder.path, fsync: 'on', log, signal });
    try {
      const setting = {
        dataDir: folder.path,
        stores,
        jwtSecret: randomBytes(32).toString('hex'),
        log,
        options: readOptions(),
      };
      const report = await (values.growth ? growth(setting) : compare(setting));
      const out = resolve(REPOSITORY, values.out ?? (values.growth ? 'bench/growth.md' : 'bench/results.md'));
      writeFileSync(out, report);
      log(`\n${report}\nWritten: ${out}`);
    } finally {
      await stores.stop();
    }
  } finally {
    folder.remove();
  }
}

function readOptions() {
  const quick = values.quick;
  const courses = Number(values.courses ?? (quick ? 1_000 : values.growth ? 1_000_000 : 100_000));
  const users = Number(values.users ?? (courses < 10_000 ? 2_000 : 20_000));
  const enrollments = Number(values.enrollments ?? users * 15);
  const progress = Number(values.progress ?? (courses >= 1_000_000 ? 5_000_000 : enrollments));
  return {
    size: { courses, users, enrollments, progress },
    only: values.only?.split(','),
    rounds: Number(values.rounds ?? (quick ? 1 : 5)),
    seconds: Number(values.seconds ?? (quick ? 2 : 5)),
    connections: Number(values.connections ?? 50),
    profile: values.profile,
    quick,
  };
}

process.on('exit', abandonAll);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.once(signal, () => process.exit(130));
try {
  await main();
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).stack}\n`);
  process.exitCode = 1;
}
