import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { measureBurst } from './burst.mjs';
import { measureCachedPage } from './cached-page.mjs';
import { measure, medianSample } from './measure.mjs';
import { prepareData } from './prepare-data.mjs';
import { residentMb } from './processes.mjs';
import { benchRequests } from './requests.mjs';
import { assertSameAnswers } from './same-answers.mjs';
import { measureStart } from './start-time.mjs';
import { academyEnvironments, startAcademySide, startBaselineSide } from './sides.mjs';
import { Stage } from './stage.mjs';
import { writeReport } from './report.mjs';

/**
 * @typedef {object} Setting
 * @property {string} dataDir
 * @property {import('../../embedded/stores/index.mjs').Stores} stores
 * @property {string} jwtSecret
 * @property {(line: string) => void} log
 * @property {{ size: import('../data/data-set.mjs').DataSetSize, only?: string[], rounds: number, seconds: number,
 *   connections: number, profile: boolean, quick: boolean }} options
 */

/** Until then a process still holds what its start left. */
const IDLE_MS = 30_000;
/** Connections of the store are opened and code is compiled at the first requests. */
const WARM_UP_SECONDS = 3;

/**
 * Measures both sides in turn, request by request.
 * @param {Setting} setting
 * @returns {Promise<string>} the report, in Markdown
 */
export async function compare({ dataDir, stores, jwtSecret, log, options }) {
  const environments = await academyEnvironments({ dataDir, stores });
  const { size, only, quick, profile } = options;
  const wanted = (/** @type {string} */ name) => !only || only.includes(name);
  const prepared = await prepareData({
    size,
    withBaseline: true,
    stores,
    env: environments.auth,
    jwtSecret,
    log,
  });
  const stage = new Stage(join(dataDir, 'bench'));
  const abandon = () => stage.abandon();
  process.on('exit', abandon);
  try {
    const npmStart = wanted('start') ? await measureStart({ dataDir, log }) : undefined;
    const started = performance.now();
    const { prefix, baselineDatabase: database } = prepared;
    const academy = await startAcademySide({ stage, environments, prefix, dataDir, profile });
    const startSeconds = (performance.now() - started) / 1_000;
    const baseline = await startBaselineSide({ stage, stores, database, jwtSecret, dataDir, profile });
    await sleep(quick ? 500 : IDLE_MS);
    const sides = { academy, baseline };
    const idle = residentOf(sides);
    const rows = [];
    for (const request of benchRequests(prepared.data, prepared.tokens)) {
      if (!wanted(request.name)) continue;
      await assertSameAnswers(request, sides);
      rows.push({ request, ...(await inTurn(request, sides, options, log)) });
    }
    const cached = wanted('cached') ? await measureCachedPage({ stage, academy, options, log }) : undefined;
    const burst = wanted('burst') ? await measureBurst({ ...prepared, sides, options, log }) : undefined;
    const busy = residentOf(sides);
    return writeReport({ rows, cached, burst, idle, busy, startSeconds, npmStart, stores, options });
  } finally {
    await stage.stop();
    process.off('exit', abandon);
  }
}

/**
 * Warm-up, then A B A B; the median of each number.
 * @param {import('./requests.mjs').BenchRequest} request
 */
async function inTurn(request, sides, { rounds, seconds, connections }, log) {
  const names = /** @type {const} */ (['academy', 'baseline']);
  const { status } = request;
  const load = { connections: request.connections ?? connections, status };
  for (const name of names)
    await measure(sides[name], request.of(name), { ...load, seconds: WARM_UP_SECONDS });
  const samples = { academy: [], baseline: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names)
      samples[name].push(await measure(sides[name], request.of(name), { ...load, seconds }));
  }
  const [academy, baseline] = names.map((name) => medianSample(samples[name]));
  log(
    `${request.title}: ${Math.round(academy.rate)} and ${Math.round(baseline.rate)} req/s, ` +
      `ratio ${(academy.rate / baseline.rate).toFixed(2)}; p99 ${academy.p99.toFixed(1)} and ${baseline.p99.toFixed(1)} ms; ` +
      `CPU ${JSON.stringify(academy.cpu, rounded)} and ${JSON.stringify(baseline.cpu, rounded)}`,
  );
  return { academy, baseline };
}

const rounded = (_key, value) => (typeof value === 'number' ? Math.round(value) : value);

function residentOf(sides) {
  const processes = { ...sides.academy.pids, ...sides.baseline.pids };
  return Object.fromEntries(Object.entries(processes).map(([name, pid]) => [name, residentMb(pid)]));
}
