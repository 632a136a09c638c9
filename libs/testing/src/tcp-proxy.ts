import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** Stands between a process and what it depends on, to cut, refuse, stall or slow its connections. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private state: 'open' | 'refusing' | 'stalled' = 'open';
  private delay_ms = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: { host: string; port: number },
  ) {}

  /** @param url of the dependency: its scheme, path and query stay those of `url` */
  static async start(url: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(url);
    const server = createServer();
    const proxy = new TcpProxy(server, { host: hostname, port: Number(port) });
    server.on('connection', (socket) => proxy.join(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The address of the dependency, by way of this proxy. */
  through(url: string): string {
    const by = new URL(url);
    by.hostname = '127.0.0.1';
    by.port = String(this.port);
    return by.href;
  }

  /** Breaks every connection and turns new ones away: a dependency that is dead. */
  cut(): void {
    this.state = 'refusing';
    for (const socket of this.sockets) socket.destroy();
  }

  /** Connections stay open, also new ones, and carry nothing: a dependency that hangs. */
  stall(): void {
    this.state = 'stalled';
    for (const socket of this.sockets) socket.pause();
  }

  /** Every piece of data waits so long, both ways: a dependency that is slow. */
  slow(delay_ms: number): void {
    this.delay_ms = delay_ms;
  }

  /** As if nothing had been. */
  heal(): void {
    this.state = 'open';
    this.delay_ms = 0;
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.server.close();
    this.cut();
    await once(this.server, 'close');
  }

  private join(client: Socket): void {
    if (this.state === 'refusing') {
      client.destroy();
      return;
    }
    const server = connect(this.target.port, this.target.host);
    this.carry(client, server);
    this.carry(server, client);
    if (this.state !== 'stalled') return;
    client.pause();
    server.pause();
  }

  private carry(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('error', () => undefined);
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    const wait = new Transform({
      transform: (chunk, _encoding, done) => {
        if (this.delay_ms === 0) done(null, chunk);
        else setTimeout(() => done(null, chunk), this.delay_ms);
      },
    });
    from.pipe(wait).pipe(to);
  }
}
