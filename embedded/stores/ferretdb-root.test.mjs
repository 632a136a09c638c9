import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { cleanEnvironment, scratchFolder } from '../fixtures/scratch.mjs';
import { ensureFerretRoot } from './ferretdb-root.mjs';

// The real installation takes minutes and is exercised by the first start; here its tools are played.
const folder = scratchFolder();
const NAME = 'ferretdb-2.7.0-postgresql-18';

/** @param {string} bin @param {string} name @param {string} script */
function program(bin, name, script) {
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** @param {string} name @param {{ mmdebstrap?: string, go?: string }} [scripts] */
function playedTools(name, scripts = {}) {
  const bin = join(folder, name, 'bin');
  const last = 'for last; do :; done';
  const made = `${last}; echo "I: extracting archives..."; mkdir "$last" && mkdir -p "$last/usr/local/bin"; sleep 0.3`;
  program(bin, 'mmdebstrap', scripts.mmdebstrap ?? `echo root >> ${folder}/${name}/made; ${made}`);
  program(bin, 'go', scripts.go ?? 'mkdir -p "$GOBIN"; echo binary > "$GOBIN/ferretdb"');
  const cache = join(folder, name, 'cache');
  return { cache, env: { ...cleanEnvironment(), PATH: `${bin}:/usr/bin:/bin`, HAR_CACHE_DIR: cache } };
}

test('processes that want it at once make it once, after one that died while making it', async () => {
  const { cache, env } = playedTools('once');
  mkdirSync(join(cache, `${NAME}.building/half`), { recursive: true });
  writeFileSync(join(cache, `${NAME}.lock`), JSON.stringify({ pid: 1, started: 'long ago' }));
  const script = `
    import { ensureFerretRoot } from '${new URL('./ferretdb-root.mjs', import.meta.url).href}';
    await ensureFerretRoot({ log: () => undefined });`;
  const makers = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'inherit' }),
  );
  const codes = await Promise.all(makers.map(async (maker) => (await once(maker, 'exit'))[0]));
  assert.deepEqual(codes, [0, 0, 0, 0]);
  assert.equal(readFileSync(join(folder, 'once/made'), 'utf8'), 'root\n');
  assert.equal(readFileSync(join(cache, NAME, 'usr/local/bin/ferretdb'), 'utf8'), 'binary\n');
  assert.deepEqual(readdirSync(cache), [NAME]);
});

test('what fails first is told, the other step is given up, and the next start tries again', async () => {
  const { cache, env } = playedTools('failing', {
    mmdebstrap: 'sleep 1000',
    go: 'echo "dial tcp: connection failed"; exit 1',
  });
  await assert.rejects(ensureFerretRoot({ log: () => undefined, env }), (/** @type {any} */ error) => {
    assert.match(error.message, /^FerretDB could not be compiled: .*dial tcp: connection failed/);
    assert.match(error.hint, /GOPROXY.*MONGODB_URI/);
    return true;
  });
  assert.equal(existsSync(join(cache, NAME)), false);
  playedTools('failing');
  assert.equal(await ensureFerretRoot({ log: () => undefined, env }), join(cache, NAME));
});

test('failing packages are told with the way out', async () => {
  const { env } = playedTools('packages', { mmdebstrap: 'echo "E: Unable to fetch"; exit 1' });
  await assert.rejects(ensureFerretRoot({ log: () => undefined, env }), {
    message:
      'Debian packages for FerretDB could not be installed: unshare failed (exit code 1): E: Unable to fetch',
    hint: 'Set MONGODB_URI to a MongoDB of yours, or put mongod on PATH',
  });
});
