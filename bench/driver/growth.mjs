import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { measure, medianSample } from './measure.mjs';
import { prepareData } from './prepare-data.mjs';
import { residentMb } from './processes.mjs';
import { setting, table, whole } from './report.mjs';
import { benchRequests } from './requests.mjs';
import { academyEnvironments, startAcademySide } from './sides.mjs';
import { Stage } from './stage.mjs';

const SMALL = { courses: 1_000, users: 2_000, enrollments: 30_000, progress: 30_000 };
/** What must not grow with the data; the gateway's cache is off. */
const REQUESTS = ['catalogue', 'filtered', 'search', 'course', 'lesson', 'progress'];
/** Few enough that the answer's own time is seen, and not the queue's. */
const CONNECTIONS = 4;
const WARM_UP_SECONDS = 5;

/**
 * The academy alone, with little and with much data: the median answer must not become slower.
 * @param {import('./compare.mjs').Setting} setting
 * @returns {Promise<string>} the report, in Markdown
 */
export async function growth(given) {
  const { stores, options, log } = given;
  const environments = await academyEnvironments(given);
  environments.gateway.CACHE_TTL_MS = '0';
  const run = async (size) => runOnce({ ...given, environments, size });
  log(`With ${whole(SMALL.courses)} courses`);
  const small = await run(SMALL);
  log(`With ${whole(options.size.courses)} courses`);
  const large = await run(options.size);
  const rows = REQUESTS.map((name) => {
    const [before, after] = [small.samples[name], large.samples[name]];
    const factor = after.p50 / before.p50;
    return [
      small.titles[name],
      before.p50.toFixed(2),
      after.p50.toFixed(2),
      factor.toFixed(2),
      before.p99.toFixed(1),
      after.p99.toFixed(1),
    ];
  });
  const memory = Object.keys(small.memory).map((name) => [
    name,
    whole(small.memory[name]),
    whole(large.memory[name]),
  ]);
  const [few, many] = [whole(SMALL.courses), whole(options.size.courses)];
  return [
    '# Growth',
    setting(stores, { ...options, connections: CONNECTIONS }),
    table(
      ['request', `p50 ms at ${few}`, `at ${many}`, 'factor (goal: ≤ 1.5)', `p99 ms at ${few}`, `at ${many}`],
      rows,
    ),
    table(['process, MB after the load', `at ${few}`, `at ${many}`], memory),
  ]
    .join('\n\n')
    .concat('\n');
}

async function runOnce({ dataDir, stores, jwtSecret, log, options, environments, size }) {
  const { rounds, seconds, profile } = options;
  const env = environments.auth;
  const { data, tokens, prefix } = await prepareData({
    size,
    withBaseline: false,
    stores,
    env,
    jwtSecret,
    log,
  });
  const stage = new Stage(join(dataDir, 'bench'));
  const abandon = () => stage.abandon();
  process.on('exit', abandon);
  try {
    const academy = await startAcademySide({ stage, environments, prefix, dataDir, profile });
    const requests = benchRequests(data, tokens).filter(({ name }) => REQUESTS.includes(name));
    /** @type {Record<string, import('./measure.mjs').Sample>} */
    const samples = {};
    for (const request of requests) {
      const load = { connections: CONNECTIONS, status: request.status };
      await measure(academy, request.of('academy'), { ...load, seconds: WARM_UP_SECONDS });
      const taken = [];
      for (let round = 0; round < rounds; round += 1)
        taken.push(await measure(academy, request.of('academy'), { ...load, seconds }));
      samples[request.name] = medianSample(taken);
      log(`  ${request.title}: p50 ${samples[request.name].p50.toFixed(2)} ms`);
    }
    await sleep(1_000);
    const memory = Object.fromEntries(
      Object.entries(academy.pids).map(([name, pid]) => [name, residentMb(pid)]),
    );
    return { samples, memory, titles: Object.fromEntries(requests.map(({ name, title }) => [name, title])) };
  } finally {
    await stage.stop();
    process.off('exit', abandon);
  }
}
