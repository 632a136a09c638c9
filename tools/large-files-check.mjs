// `npm run large-files:check`: sends 1 GB up and down, and bombs after it, through the processes of the build, and
// says how much each of them grew. It takes 3 GB of disk while it runs.
import { createHash, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startAcademy } from '../embedded/academy.mjs';

const BYTES = Number(process.env.LARGE_FILE_BYTES || 1_024 * 1_048_576);
const MOST_GROWTH_MB = 50;
const APPS = ['auth', 'course', 'media', 'gateway'];

/** Resident memory of a process in MB. */
function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1_024;
}

/** The same everywhere in the file, but for its beginning: an MP4 that says that the rest is its data. */
function partOf(offset, size, filler) {
  const part = Buffer.alloc(size, filler);
  if (offset > 0) return part;
  Buffer.from('0000001c66747970', 'hex').copy(part);
  part.write('isom\0\0\x02\0isomiso2avc1mp41', 8, 'latin1');
  part.writeUInt32BE(0, 28);
  part.write('mdat', 32, 'latin1');
  return part;
}

async function send(url, body) {
  const answer = await fetch(url, { method: 'PUT', body });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the storage answered ${answer.status} to a part`);
}

mkdirSync('.tmp', { recursive: true });
const dataDir = mkdtempSync(join(resolve('.tmp'), 'large-'));
// What is sent is as large as a video and plays nothing.
const env = { VIDEO_TOOLS_PATH: '/nowhere' };
const academy = await startAcademy({ dataDir, ports: 'free', fsync: 'off', apps: APPS, env });
const api = async (method, path, body, token) => {
  const answer = await fetch(`${academy.urls.gateway}/api/v1${path}`, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: body && JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${JSON.stringify(json)}`);
  return json.data;
};

/** @type {NodeJS.Timeout | undefined} */
let watch;
try {
  const person = {
    email: 'large@files.test',
    password: 'Learn2Grow!',
    first_name: 'Ada',
    last_name: 'Large',
  };
  const registered = await api('POST', '/auth/register', person);
  const profile = { bio: 'Teaches with long videos.', expertise_tags: ['Video'] };
  const { token } = await api('POST', '/auth/instructor-profile', profile, registered.token);
  const { course } = await api(
    'POST',
    '/courses',
    { title: 'Long videos', description: 'x', domain: 'Other', price: 0 },
    token,
  );
  const { module } = await api('POST', `/courses/${course._id}/modules`, { title: 'One' }, token);
  const lessons = `/courses/${course._id}/modules/${module._id}/lessons`;
  const { lesson } = await api('POST', lessons, { title: 'Long', type: 'video' }, token);

  const peaks = new Map(
    academy.processes.map(({ name, pid }) => [name, { before: residentMb(pid), peak: 0 }]),
  );
  watch = setInterval(() => {
    for (const { name, pid } of academy.processes)
      peaks.get(name).peak = Math.max(peaks.get(name).peak, residentMb(pid));
  }, 200);

  const filler = randomBytes(65_536);
  const sent = createHash('sha256');
  const started = Date.now();
  const said = { purpose: 'lesson_video', filename: 'long.mp4', content_type: 'video/mp4', size: BYTES };
  let { upload } = await api('POST', '/uploads', said, token);
  while (upload.missing_parts.length > 0) {
    for (const { url, offset, size } of upload.missing_parts) {
      const part = partOf(offset, size, filler);
      sent.update(part);
      await send(url, part);
    }
    ({ upload } = await api('GET', `/uploads/${upload._id}`, undefined, token));
  }
  const up = Date.now();
  ({ upload } = await api('POST', `/uploads/${upload._id}/complete`, undefined, token));
  while (upload.status === 'verifying') {
    await new Promise((done) => setTimeout(done, 500));
    ({ upload } = await api('GET', `/uploads/${upload._id}`, undefined, token));
  }
  const verified = Date.now();
  await api('PUT', `/lessons/${lesson._id}/video`, { upload_id: upload._id, duration_seconds: 60 }, token);
  const { url } = await api('GET', `/videos/${lesson._id}/secure-url`, undefined, token);
  const received = createHash('sha256');
  for await (const chunk of (await fetch(url)).body) received.update(chunk);
  const down = Date.now();
  const { samplePng, sampleZip } = createRequire(import.meta.url)('../dist/libs/testing/src/sample-files.js');
  const bombs = [
    ['avatar', 'image/png', samplePng(6_000, 5_000)],
    ['resource', 'application/zip', sampleZip([{ name: 'zeros', data: Buffer.alloc(190 * 1_048_576) }])],
    ['resource', 'application/zip', sampleZip([{ name: 'zeros', data: Buffer.alloc(250 * 1_048_576) }])],
  ];
  for (const [purpose, content_type, bytes] of bombs) {
    const bomb = { purpose, filename: 'bomb', content_type, size: bytes.length };
    const opened = (await api('POST', '/uploads', bomb, token)).upload;
    await send(opened.missing_parts[0].url, bytes);
    const outcome = await api('POST', `/uploads/${opened._id}/complete`, undefined, token).catch(
      (error) => error.message,
    );
    if (!String(outcome).includes('UPLOAD_REFUSED'))
      throw new Error(`a bomb was kept: ${JSON.stringify(outcome)}`);
  }
  clearInterval(watch);

  const seconds = (from, to) => `${((to - from) / 1_000).toFixed(1)} s`;
  const same = sent.digest('hex') === received.digest('hex');
  console.log(
    `${(BYTES / 1_048_576).toFixed(0)} MiB: up ${seconds(started, up)}, verified ${seconds(up, verified)}, down ${seconds(verified, down)}, ` +
      (same ? 'every byte the same' : 'NOT THE SAME'),
  );
  let worst = 0;
  for (const [name, { before, peak }] of peaks) {
    worst = Math.max(worst, peak - before);
    console.log(`${name.padEnd(8)} ${before.toFixed(0)} MB, grew by ${(peak - before).toFixed(1)} MB`);
  }
  if (!same || worst > MOST_GROWTH_MB) process.exitCode = 1;
} finally {
  clearInterval(watch);
  await academy.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
