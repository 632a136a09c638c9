#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { REPOSITORY } from './academy.mjs';
import { ensureDependencies } from './install/dependencies.mjs';
import { loadDotEnv } from './install/environment.mjs';
import { resetAcademy } from './install/reset.mjs';
import { explain } from './processes/start-error.mjs';

// node embedded/demo-reset.mjs [--data-dir .data] [--yes]: empties the academy; the next start loads the demo afresh.
const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
try {
  loadDotEnv(REPOSITORY);
  const { values } = parseArgs({
    options: { 'data-dir': { type: 'string' }, yes: { type: 'boolean', default: false } },
  });
  const dataDir = resolve(REPOSITORY, values['data-dir'] ?? (process.env.DATA_DIR || '.data'));
  await ensureDependencies({ repository: REPOSITORY, log });
  await resetAcademy({ dataDir, repository: REPOSITORY, confirmed: values.yes, log });
} catch (error) {
  process.stderr.write(`${explain(error).join('\n')}\n`);
  process.exitCode = 1;
}
