// `npm run ci`: the whole gate, in order; the first failing step is named, the last line counts the tests.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { checkCoverage } from './coverage.mjs';
import { runLauncherSpecs } from './launcher-specs.mjs';

// A part of the tests and of their figures, so that the gate stays short: see docs/promises.md.
const FAULT_SCALE = process.env.FAULT_SCALE ?? '0.05';
const FAULTS = ['faults/deploy', 'faults/unknown-outcome', 'faults/lesson-html', 'faults/survival'];
const LINES_OF_A_FAILURE = 25;
/** The same specs a second time: they are not counted twice. */
const NOT_COUNTED = ['node 24'];
/** More than this is no accident. */
const MOST_FILES_AGAIN = 3;

const STEPS = [
  ['format', ['npx', 'prettier', '--check', '.']],
  ['lint', ['npx', 'eslint', '.', '--max-warnings', '0']],
  ['types', ['npx', 'tsc', '--noEmit', '-p', 'tsconfig.json']],
  ['boundaries', ['npm', 'run', '--silent', 'boundaries']],
  ['build', ['npm', 'run', '--silent', 'build']],
  ['eval', ['npm', 'run', '--silent', 'eval']],
  ['tests', ['npm', 'test', '--'], ['--coverage']],
  ['node 24', ['npm', 'run', '--silent', 'test:node24', '--'], []],
  ['faults', ['npm', 'run', '--silent', 'test:faults', '--'], FAULTS],
];

mkdirSync('.tmp', { recursive: true });
const failures = [];
const counts = { passed: 0, failed: 0 };
const failedTests = [];
for (const [name, command, jestArguments] of STEPS) {
  const passed = jestArguments ? runTests(name, command, jestArguments) : run(name, command);
  if (!passed) failures.push(name);
}
if (runLauncherSpecs() !== 0) failures.push('launcher');
failures.push(...checkCoverage());
for (const line of failedTests) process.stdout.write(`\n${line}\n`);
for (const failure of failures) process.stdout.write(`FAILED: ${failure}\n`);
process.stdout.write(`${counts.passed} passed, ${counts.failed + failures.length} failed\n`);
process.exit(failures.length === 0 ? 0 : 1);

/** @returns {boolean} whether it ended well */
function run(name, [command, ...args]) {
  const started = Date.now();
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: environmentOf(name) });
  process.stdout.write(
    `== ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(0)} s\n`,
  );
  return status === 0;
}

/**
 * Tests run on real processes, stores and clocks: the few files that fail are run once more alone. What passes then is
 * told at the end as unstable, with what it said, and is to be mended; what fails again fails the gate.
 */
function runTests(name, command, jestArguments) {
  const first = runJest(name, command, jestArguments);
  const failed = failedTestsOf(first.result);
  const files = [...new Set(failed.map(({ file }) => file))];
  const isFew = files.length > 0 && files.length <= MOST_FILES_AGAIN;
  const passed =
    first.passed || (isFew && runJest(`${name}, once more`, command, ['--runTestsByPath', ...files]).passed);
  const lines = failed.map(({ file, test, message }) => `${file}: ${test}\n${message}`);
  const heading = passed ? 'UNSTABLE, passed when run again' : 'FAILED';
  failedTests.push(...lines.map((line) => `${heading}: ${line}`));
  if (!NOT_COUNTED.includes(name)) {
    const { numPassedTests = 0, numFailedTests = 0 } = first.result;
    counts.passed += numPassedTests + (passed ? numFailedTests : 0);
    counts.failed += passed ? 0 : numFailedTests;
  }
  return passed;
}

function runJest(name, command, jestArguments) {
  const file = join('.tmp', `${name.replace(/\W+/g, '-')}.json`);
  rmSync(file, { force: true });
  const passed = run(name, [...command, '--json', `--outputFile=${file}`, ...jestArguments]);
  const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return { passed, result };
}

/** @returns {{ file: string, test: string, message: string }[]} a file that could not be run is one test of its own */
function failedTestsOf({ testResults = [] }) {
  return testResults.flatMap(({ name, message, status, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const tests = assertionResults
      .filter((one) => one.status === 'failed')
      .map(({ fullName, failureMessages }) => ({
        file,
        test: fullName,
        message: firstLines(failureMessages.join('\n')),
      }));
    if (tests.length > 0 || status !== 'failed') return tests;
    return [{ file, test: 'the whole file', message: firstLines(message) }];
  });
}

function firstLines(text) {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines
    .filter((line) => !line.includes('/node_modules/'))
    .slice(0, LINES_OF_A_FAILURE)
    .join('\n');
}

/** The fault tests alone run at a scale: with it, `npm test` would take whole figures for its samples. */
function environmentOf(step) {
  const env = { ...process.env, FAULT_SCALE };
  if (!step.startsWith('faults')) delete env.FAULT_SCALE;
  return env;
}
