// `npm run test:faults`: what needs minutes, on stores of its own and the processes of dist/. FAULT_SCALE=0.1 does a tenth of it;
// arguments go to jest: `npm run test:faults -- faults/deploy`.
import { spawnSync } from 'node:child_process';
import { findOnPath } from '../embedded/processes/run-command.mjs';
import { installPackages } from '../embedded/stores/apt.mjs';

// Lessons are read in a real browser: the one on PATH, else Debian's.
async function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const log = (line) => process.stdout.write(`Chromium: ${line}\n`);
  const instead = 'Set CHROMIUM to the path of one';
  if (!findOnPath('chromium', process.env)) await installPackages(['chromium'], { log, instead });
  return findOnPath('chromium', process.env);
}

const CHROMIUM = await findBrowser();

function run(...args) {
  const env = { ...process.env, CHROMIUM, FAULT_SCALE: process.env.FAULT_SCALE ?? '1' };
  return spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1;
}

const jest = ['node_modules/jest/bin/jest.js', '--config', 'jest.faults.config.js', ...process.argv.slice(2)];
const steps = [
  ['embedded/install.mjs'],
  ['embedded/build.mjs'],
  ['embedded/with-stores.mjs', '--', process.execPath, ...jest],
];
process.exit(steps.every((step) => run(...step) === 0) ? 0 : 1);
