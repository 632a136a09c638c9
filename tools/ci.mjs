// `npm run ci`: the whole gate, in order; the first failing step is named, the last line counts the tests.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { checkCoverage } from './coverage.mjs';
import { runLauncherSpecs } from './launcher-specs.mjs';

const RESULTS = '.tmp/jest.json';
const FAULT_RESULTS = '.tmp/faults.json';
// A part of the tests and of their figures, so that the gate stays short: see docs/promises.md.
const FAULT_SCALE = process.env.FAULT_SCALE ?? '0.05';
const LINES_OF_A_FAILURE = 40;
const FAULTS = ['faults/deploy', 'faults/unknown-outcome', 'faults/lesson-html'];

const STEPS = [
  ['format', 'npx', ['prettier', '--check', '.']],
  ['lint', 'npx', ['eslint', '.', '--max-warnings', '0']],
  ['types', 'npx', ['tsc', '--noEmit', '-p', 'tsconfig.json']],
  ['boundaries', 'npm', ['run', '--silent', 'boundaries']],
  ['build', 'npm', ['run', '--silent', 'build']],
  ['eval', 'npm', ['run', '--silent', 'eval']],
  ['tests', 'npm', ['test', '--', '--coverage', '--json', `--outputFile=${RESULTS}`]],
  ['node 24', 'npm', ['run', '--silent', 'test:node24']],
  [
    'faults',
    'npm',
    ['run', '--silent', 'test:faults', '--', '--json', `--outputFile=${FAULT_RESULTS}`, ...FAULTS],
  ],
];

mkdirSync('.tmp', { recursive: true });
for (const file of [RESULTS, FAULT_RESULTS]) rmSync(file, { force: true });
const failures = [];
for (const [name, command, args] of STEPS) {
  const started = Date.now();
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: environmentOf(name) });
  process.stdout.write(
    `== ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(0)} s\n`,
  );
  if (status !== 0) failures.push(name);
}
if (runLauncherSpecs() !== 0) failures.push('launcher');
failures.push(...checkCoverage());

const results = [RESULTS, FAULT_RESULTS].map(readResults);
results.forEach(printFailedTests);
const [passed, failed] = results.reduce(
  ([sumPassed, sumFailed], { numPassedTests = 0, numFailedTests = 0 }) => [
    sumPassed + numPassedTests,
    sumFailed + numFailedTests,
  ],
  [0, 0],
);
for (const failure of failures) process.stdout.write(`FAILED: ${failure}\n`);
process.stdout.write(`${passed} passed, ${failed + failures.length} failed\n`);
process.exit(failures.length === 0 ? 0 : 1);

/** The fault tests alone run at a scale: with it, `npm test` would take whole figures for its samples. */
function environmentOf(step) {
  const env = { ...process.env, FAULT_SCALE };
  if (step !== 'faults') delete env.FAULT_SCALE;
  return env;
}

/** What failed, once more at the end, so that nobody has to search for it. */
function printFailedTests({ testResults = [] }) {
  for (const { name, message, assertionResults } of testResults) {
    const file = relative(process.cwd(), name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message) process.stdout.write(`\nFAILED ${file}\n${firstLines(message)}\n`);
    for (const { fullName, failureMessages } of failed) {
      process.stdout.write(`\nFAILED ${file}: ${fullName}\n${firstLines(failureMessages.join('\n'))}\n`);
    }
  }
}

function firstLines(text) {
  const plain = stripVTControlCharacters(text);
  return plain.split('\n').slice(0, LINES_OF_A_FAILURE).join('\n');
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
