#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { analyzeFrom } from './stores/analyze.mjs';
import { explain } from './processes/start-error.mjs';

// node embedded/analyze.mjs [--data-dir .data]: after a bulk load; does nothing where the database needs none.
const { values } = parseArgs({ options: { 'data-dir': { type: 'string' } } });
try {
  const done = await analyzeFrom(values['data-dir'] ?? (process.env.DATA_DIR || '.data'));
  process.stdout.write(done ? 'Statistics are fresh\n' : 'This database needs no statistics of ours\n');
} catch (error) {
  process.stderr.write(`${explain(error).join('\n')}\n`);
  process.exitCode = 1;
}
