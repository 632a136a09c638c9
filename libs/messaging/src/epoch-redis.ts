import type { Redis } from 'ioredis';
import { openPrompt } from './redis-connection';
import { redisRun } from './redis-run';

const FIRST_CONNECTION_MS = 2_000;

/** A prompt connection that knows which run of the Redis server it talks to. */
export class EpochRedis {
  readonly connection: Redis;
  private run: Promise<string>;
  private tell: (run: string) => void = () => undefined;

  constructor(url: string, purpose: string) {
    this.run = this.next();
    this.connection = openPrompt(url, purpose);
    this.connection.on('ready', () => void this.learn());
    this.connection.on('close', () => {
      this.run = this.next();
    });
  }

  /** The present run. @throws when Redis is away for longer than it takes to connect */
  async currentRun(): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const away = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('Redis is away')), FIRST_CONNECTION_MS);
    });
    return Promise.race([this.run, away]).finally(() => clearTimeout(timer));
  }

  close(): void {
    this.connection.disconnect();
  }

  private next(): Promise<string> {
    return new Promise((resolve) => (this.tell = resolve));
  }

  private async learn(): Promise<void> {
    const { tell } = this;
    const run = await redisRun(this.connection).catch(() => undefined);
    if (run) tell(run);
    else if (this.connection.status === 'ready') this.connection.disconnect(true);
  }
}
