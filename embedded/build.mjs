#!/usr/bin/env node
import { REPOSITORY } from './academy.mjs';
import { ensureBuild } from './install/build.mjs';
import { explain } from './processes/start-error.mjs';

// node embedded/build.mjs: compiles into dist/ when the sources have changed.
try {
  const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
  if (!(await ensureBuild({ repository: REPOSITORY, log }))) log('Build: nothing has changed');
} catch (error) {
  process.stderr.write(`${explain(error).join('\n')}\n`);
  process.exitCode = 1;
}
