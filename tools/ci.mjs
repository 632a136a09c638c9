// `npm run ci`: the whole gate, in order; the first failing step is named, the last line counts the tests.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { checkCoverage } from './coverage.mjs';
import { runLauncherSpecs } from './launcher-specs.mjs';

const RESULTS = '.tmp/jest.json';

const STEPS = [
  ['format', 'npx', ['prettier', '--check', '.']],
  ['lint', 'npx', ['eslint', '.', '--max-warnings', '0']],
  ['types', 'npx', ['tsc', '--noEmit', '-p', 'tsconfig.json']],
  ['boundaries', 'npm', ['run', '--silent', 'boundaries']],
  ['build', 'npm', ['run', '--silent', 'build']],
  ['eval', 'npm', ['run', '--silent', 'eval']],
  ['tests', 'npm', ['test', '--', '--coverage', '--json', `--outputFile=${RESULTS}`]],
  ['node 24', 'npm', ['run', '--silent', 'test:node24']],
];

mkdirSync('.tmp', { recursive: true });
rmSync(RESULTS, { force: true });
const failures = [];
for (const [name, command, args] of STEPS) {
  const started = Date.now();
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  process.stdout.write(
    `== ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(0)} s\n`,
  );
  if (status !== 0) failures.push(name);
}
if (runLauncherSpecs() !== 0) failures.push('launcher');
failures.push(...checkCoverage());

const { numPassedTests = 0, numFailedTests = 0 } = readResults();
for (const failure of failures) process.stdout.write(`FAILED: ${failure}\n`);
process.stdout.write(`${numPassedTests} passed, ${numFailedTests + failures.length} failed\n`);
process.exit(failures.length === 0 ? 0 : 1);

function readResults() {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8'));
  } catch {
    return {};
  }
}
