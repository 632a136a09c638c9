// Coverage of every app and lib by itself: 80 % of lines and of branches, see docs/architecture.md.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { transformSync } from '@swc/core';

const THRESHOLD = 80;
const SUMMARY = 'coverage/coverage-summary.json';
const NOT_MEASURED = /^libs\/testing$/;

/** Prints a line for each app and lib and returns those below the threshold, as reasons. */
export function checkCoverage() {
  if (!existsSync(SUMMARY)) return [`coverage: ${SUMMARY} was not written`];
  const parts = new Map();
  for (const [file, figures] of Object.entries(JSON.parse(readFileSync(SUMMARY, 'utf8')))) {
    const part = relative(process.cwd(), file).split('/').slice(0, 2).join('/');
    if (file === 'total' || NOT_MEASURED.test(part) || hasOnlyTypes(file)) continue;
    const sum = parts.get(part) ?? { lines: [0, 0], branches: [0, 0] };
    for (const kind of ['lines', 'branches']) {
      sum[kind][0] += figures[kind].covered;
      sum[kind][1] += figures[kind].total;
    }
    parts.set(part, sum);
  }
  const low = [];
  process.stdout.write('\n== coverage (lines, branches)\n');
  for (const [part, sum] of [...parts].sort()) {
    const [lines, branches] = ['lines', 'branches'].map((kind) => percent(sum[kind]));
    process.stdout.write(
      `${part.padEnd(28)} ${lines.toFixed(1).padStart(6)} ${branches.toFixed(1).padStart(6)}\n`,
    );
    if (Math.min(lines, branches) < THRESHOLD) low.push(`coverage of ${part} is below ${THRESHOLD} %`);
  }
  return low;
}

function percent([covered, total]) {
  return total === 0 ? 100 : (100 * covered) / total;
}

/** A file of types leaves nothing to run, and so nothing to cover. */
function hasOnlyTypes(file) {
  const jsc = { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' };
  const { code } = transformSync(readFileSync(file, 'utf8'), { jsc, module: { type: 'es6' }, swcrc: false });
  const runnable = code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').trim();
  return runnable === '' || runnable === 'export { };';
}
