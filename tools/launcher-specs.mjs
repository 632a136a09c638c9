// The launcher's specs by node's own runner: it starts without any dependency, and so do they.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** @returns {number} the exit code */
export function runLauncherSpecs() {
  const cwd = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', 'embedded');
  return spawnSync(process.execPath, ['--test'], { cwd, stdio: 'inherit' }).status ?? 1;
}
