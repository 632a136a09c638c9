import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../embedded/processes/ports.mjs';
import { measure, medianSample } from './measure.mjs';

const PATH = '/api/v1/courses?page=1';
const CLIENTS = 50;

/**
 * The gateway serving a page from its cache, in turn with a raw node:http server that sends the same headers and bytes.
 * @param {object} options
 * @param {import('./stage.mjs').Stage} options.stage
 * @param {import('./measure.mjs').Side} options.academy
 */
export async function measureCachedPage({ stage, academy, options: { rounds, seconds }, log }) {
  // As autocannon asks: without compression.
  const answer = await fetch(academy.url + PATH, { headers: { 'accept-encoding': 'identity' } });
  const headers = Object.fromEntries(answer.headers);
  delete headers.connection;
  delete headers['keep-alive'];
  const body = Buffer.from(await answer.arrayBuffer()).toString('base64');
  const file = join(stage.folder, 'raw-answer.json');
  writeFileSync(file, JSON.stringify({ headers, body }));
  const [port] = await freePorts(1);
  const command = ['bench/raw-server.mjs', String(port), file];
  const { url, pid } = await stage.start({
    name: 'raw',
    command,
    env: process.env,
    readyPath: '/',
    core: 1,
    port,
  });
  const raw = { name: 'raw node:http', url, groups: { raw: [pid] } };
  const requests = [{ method: 'GET', path: PATH }];
  const samples = { gateway: [], raw: [] };
  const load = { connections: CLIENTS, seconds, status: 200 };
  for (const side of [academy, raw]) await measure(side, requests, { ...load, seconds: 1 });
  for (let round = 0; round < rounds; round += 1) {
    samples.gateway.push(await measure(academy, requests, load));
    samples.raw.push(await measure(raw, requests, load));
  }
  const result = { gateway: medianSample(samples.gateway), raw: medianSample(samples.raw) };
  log(
    `Cached page: ${Math.round(result.gateway.rate)} req/s, raw ${Math.round(result.raw.rate)} req/s; CPU ` +
      `${result.gateway.cpu.gateway.toFixed(0)} and ${result.raw.cpu.raw.toFixed(0)} µs a request`,
  );
  return result;
}
