import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from './eventually';
import { TcpProxy } from './tcp-proxy';

/** Long enough that an answer which is not held back would have come. */
const LONG_MS = 200;

let echo: Server;
let proxy: TcpProxy;
const clients: Socket[] = [];

beforeAll(async () => {
  echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
});

beforeEach(async () => {
  proxy = await TcpProxy.start(`redis://127.0.0.1:${(echo.address() as AddressInfo).port}/3`);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
});

afterAll(async () => {
  echo.close();
  await once(echo, 'close');
});

/** A client of the proxy and all that it has heard so far. */
function join() {
  const socket = connect(proxy.port, '127.0.0.1').on('error', () => undefined);
  clients.push(socket);
  const heard = { text: '', ended: false };
  socket.on('data', (data) => (heard.text += data.toString()));
  socket.on('close', () => (heard.ended = true));
  return { socket, heard };
}

const hears = ({ heard }: ReturnType<typeof join>, text: string) =>
  eventually(() => expect(heard.text).toBe(text));

describe('TcpProxy', () => {
  it('carries both ways, under an address that keeps scheme and path', async () => {
    const client = join();
    client.socket.write('ping');
    await hears(client, 'ping');
    expect(proxy.through('redis://user:word@store:6379/3?a=1')).toBe(
      `redis://user:word@127.0.0.1:${proxy.port}/3?a=1`,
    );
  });

  it('ends connections and turns new ones away when it is cut, until it is healed', async () => {
    const before = join();
    before.socket.write('ping');
    await hears(before, 'ping');
    proxy.cut();
    await eventually(() => expect(before.heard.ended).toBe(true));
    const during = join();
    await eventually(() => expect(during.heard).toEqual({ text: '', ended: true }));
    proxy.heal();
    const after = join();
    after.socket.write('again');
    await hears(after, 'again');
  });

  it('holds connections, old and new, that carry nothing when it is stalled, and delivers when it is healed', async () => {
    const before = join();
    before.socket.write('1');
    await hears(before, '1');
    proxy.stall();
    const during = join();
    before.socket.write('2');
    during.socket.write('3');
    await sleep(LONG_MS);
    expect(before.heard).toEqual({ text: '1', ended: false });
    expect(during.heard).toEqual({ text: '', ended: false });
    proxy.heal();
    await hears(before, '12');
    await hears(during, '3');
  });

  it('delays each way by so much when it is slow, and keeps the order', async () => {
    const client = join();
    client.socket.write('0');
    await hears(client, '0');
    proxy.slow(LONG_MS);
    const sentAt = Date.now();
    client.socket.write('1');
    await eventually(() => expect(client.heard.text).toBe('01'));
    // Timers are early by up to a millisecond.
    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(2 * (LONG_MS - 1));
    client.socket.write('2');
    proxy.heal();
    client.socket.write('3');
    await hears(client, '0123');
  });
});
