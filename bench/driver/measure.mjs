import autocannon from 'autocannon';
import { cpuSeconds } from './processes.mjs';

/**
 * @typedef {object} Side what is measured
 * @property {string} name
 * @property {string} url
 * @property {Record<string, number[]>} groups name of a group of processes → their ids; their time is told apart
 *
 * @typedef {object} Sample
 * @property {number} rate answers a second
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 * @property {Record<string, number>} cpu group → microseconds of processor time a request
 *
 * @typedef {object} Load
 * @property {number} connections
 * @property {number} seconds
 * @property {number} status that every answer must have
 */

/**
 * Sends requests as fast as the connections bring answers, and measures.
 * @param {Side} side
 * @param {object[]} requests autocannon's; each connection begins at another of them
 * @param {Load} load
 * @returns {Promise<Sample>}
 * @throws {Error} when anything but the expected status is answered
 */
export async function measure(side, requests, { connections, seconds, status }) {
  const latencies = [];
  const statuses = new Map();
  const before = cpuOf(side);
  const started = performance.now();
  let client = 0;
  const run = autocannon({
    url: side.url,
    connections,
    duration: seconds,
    timeout: 30,
    requests,
    setupClient: (one) => {
      if (requests.length === 1) return;
      const at = Math.floor((client++ * requests.length) / connections);
      one.setRequests([...requests.slice(at), ...requests.slice(0, at)]);
    },
  });
  run.on('response', (_client, code, _bytes, milliseconds) => {
    latencies.push(milliseconds);
    statuses.set(code, (statuses.get(code) ?? 0) + 1);
  });
  const result = await run;
  const elapsed = (performance.now() - started) / 1_000;
  const after = cpuOf(side);
  const wrong = [...statuses].filter(([code]) => code !== status);
  if (result.errors > 0 || wrong.length > 0) {
    const told = wrong.map(([code, count]) => `${count} × ${code}`).join(', ');
    throw new Error(
      `${side.name}: ${latencies.length} answers, ${result.errors} connection errors, wrong: ${told || 'none'}`,
    );
  }
  // A store that is just opening its connections may answer nobody in the whole of a short round.
  if (latencies.length === 0) return nothing(before);
  const sorted = Float64Array.from(latencies).sort();
  const cpu = Object.fromEntries(
    Object.keys(before).map((group) => [group, ((after[group] - before[group]) * 1e6) / latencies.length]),
  );
  return { rate: latencies.length / elapsed, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), cpu };
}

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(Float64Array.from(values).sort(), 0.5);
}

/** Each number of the samples by its own median. @param {readonly Sample[]} samples @returns {Sample} */
export function medianSample(samples) {
  const groups = Object.keys(samples[0].cpu);
  return {
    rate: median(samples.map(({ rate }) => rate)),
    p50: median(samples.map(({ p50 }) => p50)),
    p99: median(samples.map(({ p99 }) => p99)),
    cpu: Object.fromEntries(groups.map((group) => [group, median(samples.map(({ cpu }) => cpu[group]))])),
  };
}

/** @param {Record<string, number>} groups @returns {Sample} */
function nothing(groups) {
  const cpu = Object.fromEntries(Object.keys(groups).map((group) => [group, 0]));
  return { rate: 0, p50: Infinity, p99: Infinity, cpu };
}

/** @param {Float64Array} sorted @param {number} q */
function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

/** @param {Side} side */
function cpuOf({ groups }) {
  return Object.fromEntries(Object.entries(groups).map(([name, pids]) => [name, cpuSeconds(pids)]));
}
