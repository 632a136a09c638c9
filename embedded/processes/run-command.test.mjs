import assert from 'node:assert/strict';
import test from 'node:test';
import { until } from '../fixtures/scratch.mjs';
import { identify, isAlive } from './process-identity.mjs';
import { findOnPath, runCommand } from './run-command.mjs';

test('a command is run to its end, line by line', async () => {
  /** @type {string[]} */
  const lines = [];
  const tail = await runCommand(['sh', '-c', 'echo one; echo two >&2'], {
    onLine: (line) => lines.push(line),
  });
  assert.deepEqual(lines.sort(), ['one', 'two']);
  assert.equal(tail.length, 2);
});

test('a failure tells the most telling line', async () => {
  const failing = runCommand(['sh', '-c', 'echo "E: no space left"; echo "see the log"; exit 9']);
  await assert.rejects(failing, {
    name: 'CommandError',
    message: 'sh failed (exit code 9): E: no space left',
  });
  await assert.rejects(runCommand(['/no/such/program']), /ENOENT/);
});

test('giving up ends the command and what it started', async () => {
  const controller = new AbortController();
  let pid = 0;
  const running = runCommand(['sh', '-c', "trap '' TERM; sleep 1000 & echo $!; wait; wait"], {
    signal: controller.signal,
    onLine: (line) => {
      pid = Number(line);
      controller.abort();
    },
  });
  await assert.rejects(running, { name: 'AbortError' });
  await until(() => !isAlive(identify(pid)));
  await assert.rejects(runCommand(['true'], { signal: controller.signal }), { name: 'AbortError' });
});

test('a program is found where PATH says, and only there', () => {
  assert.equal(findOnPath('sh', { PATH: '/no/such:/bin' }), '/bin/sh');
  assert.equal(findOnPath('sh', { PATH: '/no/such' }), null);
  assert.equal(findOnPath('etc', { PATH: '/' }), null);
});
