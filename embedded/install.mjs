#!/usr/bin/env node
import { REPOSITORY } from './academy.mjs';
import { ensureDependencies } from './install/dependencies.mjs';
import { requireNode } from './install/environment.mjs';
import { explain } from './processes/start-error.mjs';

// node embedded/install.mjs: npm ci when node_modules is missing or stale.
try {
  requireNode();
  await ensureDependencies({ repository: REPOSITORY, log: (line) => process.stdout.write(`${line}\n`) });
} catch (error) {
  process.stderr.write(`${explain(error).join('\n')}\n`);
  process.exitCode = 1;
}
