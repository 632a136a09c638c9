import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between clients and Redis to cut, refuse or stall their connections. */
export class RedisProxy {
  private readonly sockets = new Set<Socket>();
  private stalled = false;
  private refusing = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async start(redisUrl: string): Promise<RedisProxy> {
    const server = createServer();
    const proxy = new RedisProxy(server, new URL(redisUrl));
    server.on('connection', (socket) => proxy.join(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection; `refuse` also turns new ones away until `allow`. */
  cut(refuse = false): void {
    this.refusing = refuse;
    for (const socket of this.sockets) socket.destroy();
  }

  allow(): void {
    this.refusing = false;
  }

  /** From now on the present connections stay open and carry nothing. */
  stall(): void {
    this.stalled = true;
    for (const socket of this.sockets) socket.pause().unpipe();
    this.stalled = false;
  }

  async close(): Promise<void> {
    this.server.close();
    this.cut(true);
    await once(this.server, 'close');
  }

  private join(client: Socket): void {
    if (this.refusing) {
      client.destroy();
      return;
    }
    const redis = connect(Number(this.target.port || 6379), this.target.hostname);
    for (const [socket, other] of [
      [client, redis],
      [redis, client],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
