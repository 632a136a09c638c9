import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess } from './app-process';
import { BalancedClient } from './balanced-client';
import { eventually } from './eventually';
import { freePort } from './free-port';

/** As much of an app as its keeper sees: it is ready at once, tells its colour, and drains for a moment. */
const APP = `
  const server = require('node:http').createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ success: true, data: process.env.COLOUR }));
  });
  server.listen(process.env.PORT, '127.0.0.1', () => console.log('listening'));
  process.on('SIGTERM', () => setTimeout(() => process.exit(0), 50));
`;

let folder: string;
const processes: AppProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'app-'));
  await write('shop', APP);
  await write('broken', `console.error('a setting is missing'); process.exit(1);`);
  jest.spyOn(process, 'cwd').mockReturnValue(folder);
});

afterEach(async () => {
  await Promise.all(processes.splice(0).map((replica) => replica.stop()));
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function write(name: string, code: string): Promise<void> {
  await mkdir(join(folder, 'dist', 'apps', name, 'src'), { recursive: true });
  await writeFile(join(folder, 'dist', 'apps', name, 'src', 'main.js'), code);
}

async function keep(name: string, colour = 'red'): Promise<AppProcess> {
  const env = { PORT: String(await freePort()), COLOUR: colour };
  const replica = new AppProcess(name, env, join(folder, `${name}-${colour}.log`));
  processes.push(replica);
  return replica;
}

describe('AppProcess', () => {
  it('starts an app, keeps its log, and drains it', async () => {
    const app = await keep('shop');
    await app.start();
    expect(app.running).toBe(true);
    expect(await app.isReady()).toBe(true);
    expect(await app.terminate()).toBeGreaterThanOrEqual(49);
    expect(app.running).toBe(false);
    expect(await app.isReady()).toBe(false);
    expect(await readFile(join(folder, 'shop-red.log'), 'utf8')).toBe('listening\n');
  });

  it('kills it without letting it drain, and starts it again with other settings', async () => {
    const app = await keep('shop');
    await app.start();
    await app.kill();
    expect(app.running).toBe(false);
    app.configure({ COLOUR: 'blue' });
    await app.start();
    const answer = await fetch(app.url);
    expect(await answer.json()).toEqual({ success: true, data: 'blue' });
  });

  it('pauses it, so that it holds its port and answers nothing, and resumes it', async () => {
    const app = await keep('shop');
    await app.start();
    app.pause();
    expect(await app.isReady(200)).toBe(false);
    expect(app.running).toBe(true);
    app.resume();
    expect(await app.isReady()).toBe(true);
  });

  it('ends what was paused as well', async () => {
    const app = await keep('shop');
    await app.start();
    app.pause();
    await app.stop();
    expect(app.running).toBe(false);
  });

  it('says where to look when an app ends before it is ready, and what to do when there is none', async () => {
    const broken = await keep('broken');
    const log = join(folder, 'broken-red.log');
    await expect(broken.start()).rejects.toThrow(`broken ended before it was ready; its log: ${log}`);
    await eventually(async () => expect(await readFile(log, 'utf8')).toBe('a setting is missing\n'));
    const absent = await keep('absent');
    await expect(absent.start()).rejects.toThrow('is missing: npm run build');
  });
});

describe('BalancedClient', () => {
  it('takes ready replicas in turn, leaves out what was killed or paused, and takes it again', async () => {
    const replicas = await Promise.all([keep('shop', 'red'), keep('shop', 'blue')]);
    await Promise.all(replicas.map((replica) => replica.start()));
    const client = new BalancedClient(replicas);
    const colours = async () => {
      const answers = await Promise.all(Array.from({ length: 6 }, () => client.get('/')));
      return [...new Set(answers.map(({ body }) => body.data as unknown))].sort();
    };
    try {
      expect(await colours()).toEqual(['blue', 'red']);
      await replicas[0].kill();
      await eventually(async () => expect(await colours()).toEqual(['blue']));
      await replicas[0].start();
      await eventually(async () => expect(await colours()).toEqual(['blue', 'red']));
    } finally {
      client.stop();
    }
  });
});
