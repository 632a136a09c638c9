import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { scratchFolder } from '../fixtures/scratch.mjs';
import { runCommand } from '../processes/run-command.mjs';
import { ensureBuild } from './build.mjs';
import { loadDemo } from './demo.mjs';
import { dependenciesAreFresh, ensureDependencies } from './dependencies.mjs';
import { requireNode } from './environment.mjs';
import { academySecrets } from './secrets.mjs';

const folder = scratchFolder();
const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const log = () => undefined;

/** @param {string} path @param {string | object} content */
function write(path, content) {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

test('Node older than 20.19 is refused', () => {
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0']) requireNode(version);
  for (const version of ['18.20.0', '20.18.9'])
    assert.throws(() => requireNode(version), { name: 'StartError' });
});

test('packages are installed once, and again when the lock file changes', async () => {
  const repository = join(folder, 'packages');
  const manifest = { name: 'clone', version: '1.0.0' };
  const lock = { ...manifest, lockfileVersion: 3, requires: true, packages: { '': manifest } };
  write('packages/package.json', manifest);
  write('packages/package-lock.json', lock);
  assert.equal(dependenciesAreFresh(repository), false);
  assert.deepEqual(
    await Promise.all([
      ensureDependencies({ repository, log }),
      ensureDependencies({ repository, log }),
    ]).then((all) => all.sort()),
    [false, true],
  );
  assert.equal(dependenciesAreFresh(repository), true);
  const library = { name: 'library', version: '1.2.3' };
  write('packages/library/package.json', library);
  write('packages/package.json', { ...manifest, dependencies: { library: 'file:library' } });
  const packages = {
    '': { ...manifest, dependencies: { library: 'file:library' } },
    library: { version: '1.2.3' },
    'node_modules/library': { resolved: 'library', link: true },
  };
  write('packages/package-lock.json', { ...lock, packages });
  assert.equal(dependenciesAreFresh(repository), false);
  assert.equal(await ensureDependencies({ repository, log }), true);
  assert.equal(existsSync(join(repository, 'node_modules/library/package.json')), true);
  rmSync(join(repository, 'node_modules'), { recursive: true });
  assert.equal(dependenciesAreFresh(repository), false);
});

test('a failing npm ci is one line and a hint', async () => {
  write('broken/package.json', { name: 'broken', version: '1.0.0', dependencies: { left: '1.0.0' } });
  write('broken/package-lock.json', {
    name: 'broken',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: { '': {} },
  });
  await assert.rejects(
    ensureDependencies({ repository: join(folder, 'broken'), log }),
    /^StartError: npm ci failed: .*npm/,
  );
});

test('sources are compiled when they have changed, and nothing is left of deleted ones', async () => {
  const repository = join(folder, 'sources');
  write('sources/.swcrc', readFileSync(join(NODE_MODULES, '../.swcrc'), 'utf8'));
  write('sources/package-lock.json', {});
  write('sources/libs/words/src/index.ts', "export const greeting: string = 'Bonjour';\n");
  write(
    'sources/apps/course/src/main.ts',
    "import { greeting } from '@har/words';\nconsole.log(greeting);\n",
  );
  write('sources/apps/course/src/main.spec.ts', 'this is no program');
  write('sources/apps/course/src/mail.txt', 'Bonjour {{name}}');
  symlinkSync(NODE_MODULES, join(repository, 'node_modules'));
  assert.equal(await ensureBuild({ repository, log }), true);
  const [said] = await runCommand([process.execPath, join(repository, 'dist/apps/course/src/main.js')]);
  assert.equal(said, 'Bonjour');
  assert.equal(existsSync(join(repository, 'dist/apps/course/src/main.spec.js')), false);
  assert.equal(existsSync(join(repository, 'dist/apps/course/src/mail.txt')), true);
  assert.equal(await ensureBuild({ repository, log }), false);
  write('sources/apps/course/src/main.spec.ts', 'specs are not built');
  assert.equal(await ensureBuild({ repository, log }), false);
  write('sources/apps/course/src/other.ts', 'export const other = 1;\n');
  assert.equal(await ensureBuild({ repository, log }), true);
  rmSync(join(repository, 'apps/course/src/other.ts'));
  assert.equal(await ensureBuild({ repository, log }), true);
  assert.equal(existsSync(join(repository, 'dist/apps/course/src/other.js')), false);
  write('sources/apps/course/src/other.ts', 'export const = ;\n');
  await assert.rejects(ensureBuild({ repository, log }), /^StartError: The sources do not compile/);
  assert.equal(existsSync(join(repository, 'dist/apps/course/src/main.js')), true);
});

test('secrets are made once, kept for their owner alone, and those of the environment go first', () => {
  const dataDir = join(folder, 'secrets');
  const first = academySecrets(dataDir, {
    STRIPE_WEBHOOK_SECRET: 'whsec_mine',
    ADMIN_EMAIL: 'me@example.org',
  });
  assert.equal(statSync(join(dataDir, 'secrets.json')).mode & 0o777, 0o600);
  assert.match(first.ADMIN_PASSWORD, /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{16,}$/);
  assert.ok(first.KEY_ENCRYPTION_SECRET.length >= 32);
  assert.equal(first.STRIPE_WEBHOOK_SECRET, 'whsec_mine');
  assert.equal(first.ADMIN_EMAIL, 'me@example.org');
  const second = academySecrets(dataDir, {});
  assert.equal(second.KEY_ENCRYPTION_SECRET, first.KEY_ENCRYPTION_SECRET);
  assert.match(second.STRIPE_WEBHOOK_SECRET, /^whsec_/);
  assert.notEqual(academySecrets(join(folder, 'others'), {}).ADMIN_PASSWORD, first.ADMIN_PASSWORD);
  writeFileSync(join(dataDir, 'secrets.json'), 'damaged');
  assert.throws(() => academySecrets(dataDir, {}), { name: 'StartError' });
});

test('the demo accounts come from the build, else from the last line of the loader', async () => {
  const repository = join(folder, 'demo');
  const account = { email: 'lea@example.org', password: 'Demo-1234', role: 'learner' };
  /** @type {string[]} */
  const lines = [];
  const load = () => loadDemo({ repository, env: process.env, log: (line) => lines.push(line) });
  assert.deepEqual(await load(), []);
  write(
    'demo/dist/demo/load-demo.js',
    `console.log('2 courses'); console.log('${JSON.stringify({ accounts: [account] })}');`,
  );
  assert.deepEqual(await load(), [account]);
  write(
    'demo/dist/demo/accounts.js',
    `exports.demoAccounts = [${JSON.stringify({ ...account, role: 'instructor' })}];`,
  );
  assert.deepEqual(await load(), [{ ...account, role: 'instructor' }]);
  write('demo/dist/demo/load-demo.js', "console.error('Error: the gateway is shut'); process.exit(1);");
  await load();
  assert.deepEqual(lines.slice(0, 2), ['Demo: not loaded, this build has none', 'Demo: 2 courses']);
  assert.match(lines.at(-1) ?? '', /Demo: not complete, .*the gateway is shut; the next start tries again/);
});
