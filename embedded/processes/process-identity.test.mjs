import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'node:test';
import { identify, isAlive, sendSignal, stopProcess } from './process-identity.mjs';

const sleeper = (script = 'setInterval(() => 0, 1000); console.log(1)') =>
  spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });

test('a process is recognised while it runs and not after', async () => {
  const child = sleeper();
  const identity = identify(child.pid);
  assert.equal(isAlive(identity), true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(isAlive(identity), false);
});

test('another process with the same pid is not taken for it, nor signalled', async () => {
  const child = sleeper();
  const other = { pid: /** @type {number} */ (child.pid), started: '1' };
  assert.equal(isAlive(other), false);
  sendSignal(other, 'SIGKILL');
  assert.equal(isAlive(identify(child.pid)), true);
  child.kill('SIGKILL');
});

test('what does not end on the signal is killed', async () => {
  const child = sleeper("process.on('SIGTERM', () => 0); setInterval(() => 0, 1000); console.log(1)");
  await once(child.stdout, 'data');
  const identity = identify(child.pid);
  await stopProcess(identity, { waitMs: 100 });
  assert.equal(isAlive(identity), false);
});
