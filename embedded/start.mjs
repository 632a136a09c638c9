#!/usr/bin/env node
import { requireNode } from './install/environment.mjs';
import { explain } from './processes/start-error.mjs';

try {
  requireNode();
  // Not before the check: an older Node cannot even load the rest.
  const { runStart } = await import('./run-start.mjs');
  process.exitCode = await runStart(process.argv.slice(2));
} catch (error) {
  for (const line of explain(error)) process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
