import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { APPS } from '../../embedded/academy-apps.mjs';
import { REPOSITORY } from '../../embedded/academy.mjs';
import { freePorts } from '../../embedded/processes/ports.mjs';

const GIVE_UP_MS = 180_000;
const STOP_MS = 40_000;

/**
 * How long `npm start` takes until the catalogue answers: stores and all apps, without the demo.
 * @param {{ dataDir: string, log: (line: string) => void }} options
 * @returns {Promise<{ first: number, again: number }>} seconds in a new data folder, and once more in the same
 */
export async function measureStart({ dataDir, log }) {
  const folder = join(dataDir, `npm-start-${Date.now()}`);
  mkdirSync(folder, { recursive: true });
  const first = await startOnce(folder);
  const again = await startOnce(folder);
  log(`npm start: ${first.toFixed(1)} s to the first answer, ${again.toFixed(1)} s when started again`);
  return { first, again };
}

async function startOnce(folder) {
  const ports = await freePorts(APPS.length);
  const variables = APPS.map(({ variable }, i) => [variable, String(ports[i])]);
  const gateway = ports[APPS.findIndex(({ name }) => name === 'gateway')];
  const started = performance.now();
  const child = spawn(process.execPath, ['embedded/start.mjs', '--no-demo', '--data-dir', folder], {
    cwd: REPOSITORY,
    env: { ...process.env, ...Object.fromEntries(variables) },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const kill = () => child.kill('SIGTERM');
  process.on('exit', kill);
  try {
    await firstAnswer(child, `http://127.0.0.1:${gateway}/api/v1/courses`);
    return (performance.now() - started) / 1_000;
  } finally {
    child.kill('SIGINT');
    await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
    process.off('exit', kill);
  }
}

async function firstAnswer(child, url) {
  const deadline = performance.now() + GIVE_UP_MS;
  while (child.exitCode === null && performance.now() < deadline) {
    const response = await fetch(url).catch(() => undefined);
    await response?.text();
    if (response?.status === 200) return;
    await sleep(25);
  }
  throw new Error(`npm start did not answer at ${url}`);
}
