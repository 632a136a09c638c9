import { measure, medianSample } from './measure.mjs';
import { benchRequests } from './requests.mjs';

const BURST_CLIENTS = 50;
const OTHER_CLIENTS = 10;
const OTHERS = ['catalogue', 'lesson'];

/**
 * How long others wait while 50 clients sign in, on each side: the p99 of other routes without and with the burst.
 * @returns {Promise<{ title: string, side: string, calm: import('./measure.mjs').Sample,
 *   burst: import('./measure.mjs').Sample }[]>}
 */
export async function measureBurst({ data, tokens, sides, options: { rounds, seconds }, log }) {
  const requests = benchRequests(data, tokens);
  const login = requests.find(({ name }) => name === 'login');
  const results = [];
  for (const name of OTHERS) {
    const other = requests.find((request) => request.name === name);
    const samples = { academy: { calm: [], burst: [] }, baseline: { calm: [], burst: [] } };
    const load = { connections: OTHER_CLIENTS, seconds, status: other.status };
    for (let round = 0; round < Math.min(3, rounds); round += 1) {
      for (const side of /** @type {const} */ (['academy', 'baseline'])) {
        samples[side].calm.push(await measure(sides[side], other.of(side), load));
        const burst = { connections: BURST_CLIENTS, seconds: seconds + 1, status: login.status };
        const [sample] = await Promise.all([
          measure(sides[side], other.of(side), load),
          measure({ ...sides[side], groups: {} }, login.of(side), burst),
        ]);
        samples[side].burst.push(sample);
      }
    }
    for (const side of /** @type {const} */ (['academy', 'baseline'])) {
      const [calm, burst] = [medianSample(samples[side].calm), medianSample(samples[side].burst)];
      results.push({ title: other.title, side, calm, burst });
      log(
        `${other.title}, ${side}: p99 ${calm.p99.toFixed(1)} ms, while 50 sign in ${burst.p99.toFixed(1)} ms`,
      );
    }
  }
  return results;
}
