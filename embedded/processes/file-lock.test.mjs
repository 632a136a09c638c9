import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { scratchFolder } from '../fixtures/scratch.mjs';
import { withFileLock } from './file-lock.mjs';

const folder = scratchFolder();
const MODULE = new URL('./file-lock.mjs', import.meta.url).href;

/** @param {string} script */
const run = (script) =>
  spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });

test('ten processes that add to a file under the lock lose nothing, though its first holder is dead', async () => {
  const [lock, counter] = [join(folder, 'count.lock'), join(folder, 'count')];
  writeFileSync(counter, '0');
  writeFileSync(lock, JSON.stringify({ pid: 1, started: 'long ago' }));
  const script = `
    import { withFileLock } from '${MODULE}';
    import { readFileSync, writeFileSync } from 'node:fs';
    for (let i = 0; i < 10; i++) await withFileLock('${lock}', async () => {
      const before = Number(readFileSync('${counter}', 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 1));
      writeFileSync('${counter}', String(before + 1));
    });`;
  await Promise.all(Array.from({ length: 10 }, () => once(run(script), 'exit')));
  assert.equal(readFileSync(counter, 'utf8'), '100');
  assert.equal(existsSync(lock), false);
});

test('the lock of a process that was killed is taken over', async () => {
  const lock = join(folder, 'killed.lock');
  const holder = run(`
    import { withFileLock } from '${MODULE}';
    await withFileLock('${lock}', () => new Promise(() => { console.log('held'); setInterval(() => 0, 1000); }));`);
  await once(holder.stdout, 'data');
  /** @type {number[]} */
  const waitedFor = [];
  const taken = withFileLock(lock, async () => 'mine', {
    onWait: (pid) => {
      waitedFor.push(pid);
      holder.kill('SIGKILL');
    },
  });
  assert.equal(await taken, 'mine');
  assert.deepEqual(waitedFor, [holder.pid]);
});

test('a waiter gives up when it is told to', async () => {
  const lock = join(folder, 'aborted.lock');
  const controller = new AbortController();
  await withFileLock(lock, async () => {
    const waiting = withFileLock(lock, async () => 'never', {
      signal: controller.signal,
      onWait: () => controller.abort(),
    });
    await assert.rejects(waiting, { name: 'AbortError' });
  });
  assert.equal(existsSync(lock), false);
});
