// `npm test`: specs of the launcher by node's own runner, then specs and e2e by jest on stores of their own.
// Arguments go to jest alone: `npm test -- apps/auth`.
import { spawnSync } from 'node:child_process';
import { runLauncherSpecs } from './launcher-specs.mjs';

const jestArguments = process.argv.slice(2);

function run(...args) {
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}

const failed = [run('embedded/install.mjs')];
if (jestArguments.length === 0) failed.push(runLauncherSpecs());
failed.push(
  run('embedded/with-stores.mjs', '--', process.execPath, 'node_modules/jest/bin/jest.js', ...jestArguments),
);
process.exit(failed.some(Boolean) ? 1 : 0);
