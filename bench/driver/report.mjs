import { availableParallelism, cpus, totalmem } from 'node:os';

/** Resident megabytes that an idle process may have. */
const IDLE_GOALS = { gateway: 150, course: 120, auth: 120 };

/**
 * The results in Markdown.
 * @param {object} result
 * @param {{ request: import('./requests.mjs').BenchRequest, academy: import('./measure.mjs').Sample,
 *   baseline: import('./measure.mjs').Sample }[]} result.rows
 * @param {{ gateway: import('./measure.mjs').Sample, raw: import('./measure.mjs').Sample }} [result.cached]
 * @param {Awaited<ReturnType<import('./burst.mjs').measureBurst>>} [result.burst]
 * @param {Record<string, number>} result.idle
 * @param {Record<string, number>} result.busy
 * @param {number} result.startSeconds
 * @param {{ first: number, again: number }} [result.npmStart] seconds
 * @param {import('../../embedded/stores/index.mjs').Stores} result.stores
 * @param {import('./compare.mjs').Setting['options']} result.options
 */
export function writeReport({ rows, cached, burst, idle, busy, startSeconds, npmStart, stores, options }) {
  const starts = [
    `Gateway, auth and course, from their start to ready: ${startSeconds.toFixed(1)} s.`,
    ...(npmStart
      ? [
          '`npm start`, to the first answer (goal: ≤ 10 s once installed): ' +
            `${npmStart.first.toFixed(1)} s with stores that are made anew, ${npmStart.again.toFixed(1)} s when started again.`,
        ]
      : []),
  ];
  return [
    '# Results of the benchmark',
    setting(stores, options),
    ...(rows.length > 0 ? ['## The academy and the baseline', comparison(rows), LEGEND, cpuTable(rows)] : []),
    ...(cached ? ['## A cached page and a raw node:http server', cachedTable(cached)] : []),
    ...(burst ? ['## While 50 clients sign in', burstTable(burst)] : []),
    '## Memory',
    memoryTable(idle, busy),
    '## Start',
    starts.join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

const LEGEND = `Ratio: requests a second of the academy by those of the baseline. CPU: processor time of a side's own processes a
request, that of the academy being gateway, services and Redis together.`;

/** Where, when and with what it was measured. */
export function setting(stores, { size, rounds, seconds, connections, quick }) {
  const [first] = cpus();
  const number = (/** @type {number} */ n) => n.toLocaleString('en-US');
  return [
    `${new Date().toISOString().slice(0, 10)}; ${availableParallelism()} cores (${first?.model.trim() ?? 'unknown'}), ` +
      `${Math.round(totalmem() / 2 ** 30)} GB; Node ${process.version}; ${stores.mongo.kind}, ${stores.redis.kind}.`,
    `${number(size.courses)} courses, ${number(size.users)} users, ${number(size.enrollments)} enrolments, ` +
      `${number(size.progress)} rows of progress; ${connections} connections; medians of ${rounds} rounds of ${seconds} s, in turn.`,
    ...(quick ? ['**A smoke run: these numbers show that it works, not how fast.**'] : []),
  ].join('\n');
}

function comparison(rows) {
  return table(
    [
      'request',
      'req/s',
      'baseline',
      'ratio',
      'goal',
      'p50 ms',
      'baseline',
      'p99 ms',
      'baseline',
      'CPU µs',
      'baseline',
    ],
    rows.map(({ request, academy, baseline }) => [
      request.title,
      whole(academy.rate),
      whole(baseline.rate),
      (academy.rate / baseline.rate).toFixed(2),
      request.goal,
      academy.p50.toFixed(1),
      baseline.p50.toFixed(1),
      academy.p99.toFixed(1),
      baseline.p99.toFixed(1),
      whole(ownCpu(academy)),
      whole(ownCpu(baseline)),
    ]),
  );
}

/** Of the processes of a side that are not the database. */
export function ownCpu({ cpu }) {
  return Object.entries(cpu).reduce((sum, [group, micros]) => (group === 'mongodb' ? sum : sum + micros), 0);
}

function cpuTable(rows) {
  return table(
    ['CPU µs a request', 'gateway', 'services', 'Redis', 'MongoDB', 'baseline', 'MongoDB'],
    rows.map(({ request, academy, baseline }) => [
      request.title,
      whole(academy.cpu.gateway),
      whole(academy.cpu.services),
      whole(academy.cpu.redis),
      whole(academy.cpu.mongodb),
      whole(baseline.cpu.baseline),
      whole(baseline.cpu.mongodb),
    ]),
  );
}

function cachedTable({ gateway, raw }) {
  const row = (name, sample, cpu) => [
    name,
    whole(sample.rate),
    sample.p50.toFixed(2),
    sample.p99.toFixed(2),
    whole(cpu),
  ];
  const rates = (gateway.rate / raw.rate).toFixed(2);
  const cpus = (raw.cpu.raw / gateway.cpu.gateway).toFixed(2);
  return [
    table(
      ['', 'req/s', 'p50 ms', 'p99 ms', 'CPU µs'],
      [
        row('gateway, from its cache', gateway, gateway.cpu.gateway),
        row('raw node:http, the same headers and bytes', raw, raw.cpu.raw),
      ],
    ),
    `Ratio ${rates} by requests a second, ${cpus} by processor time (goal: ≥ 0.5).`,
  ].join('\n\n');
}

function burstTable(results) {
  return table(
    [
      'another route',
      'side',
      'p99 ms',
      'p99 ms while 50 sign in',
      'slower',
      'req/s',
      'req/s while 50 sign in',
    ],
    results.map(({ title, side, calm, burst }) => [
      title,
      side,
      calm.p99.toFixed(1),
      burst.p99.toFixed(1),
      `${(burst.p99 / calm.p99).toFixed(1)} ×`,
      whole(calm.rate),
      whole(burst.rate),
    ]),
  );
}

function memoryTable(idle, busy) {
  return table(
    ['process', 'idle MB', 'goal', 'after the load MB'],
    Object.keys(idle).map((name) => [
      name,
      whole(idle[name]),
      IDLE_GOALS[name] ? `≤ ${IDLE_GOALS[name]}` : '',
      whole(busy[name] ?? 0),
    ]),
  );
}

/** @param {string[]} head @param {(string | number)[][]} rows */
export function table(head, rows) {
  const line = (/** @type {readonly unknown[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, at) => (at === 0 ? '---' : '--:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** @param {number} value */
export function whole(value) {
  return Math.round(value).toLocaleString('en-US');
}
