// Starts every app out of dist/ on free ports and a data folder of its own, asks one question, stops them again.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startAcademy } from '../embedded/academy.mjs';

mkdirSync('.tmp', { recursive: true });
const dataDir = mkdtempSync(join(resolve('.tmp'), 'boot-'));
const started = Date.now();
const academy = await startAcademy({ dataDir, ports: 'free', fsync: 'off' });
try {
  const response = await fetch(`${academy.urls.gateway}/api/v1/courses`);
  const names = Object.keys(academy.urls).join(', ');
  process.stdout.write(
    `Node ${process.version}: ${names} ready in ${((Date.now() - started) / 1000).toFixed(1)} s\n`,
  );
  if (response.status !== 200) throw new Error(`GET /courses answered ${response.status}`);
} finally {
  await academy.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
