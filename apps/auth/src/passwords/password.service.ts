import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { CatalogueError } from '@har/errors';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import { HASH_PARAMETERS, isWeaker, type HashParameters } from './password-hash';
import { normalizePassword } from './password-policy';

const IDLE_MS = 30_000;
/** Hashes that may wait for each thread; what comes on top could not be answered in time. */
const QUEUE_PER_THREAD = 100;

/**
 * Hashes and verifies passwords in worker threads, at most one a core, so that a burst of sign-ins leaves the main
 * thread free for other routes.
 */
@Injectable()
export class PasswordService implements OnApplicationShutdown {
  private readonly parameters: HashParameters;
  private readonly pool: Piscina;
  private decoy: Promise<string> | undefined;

  constructor(@Inject(AUTH_ENV) env: Pick<AuthEnv, 'SECURITY_PROFILE'>) {
    this.parameters = HASH_PARAMETERS[env.SECURITY_PROFILE];
    const threads = availableParallelism();
    this.pool = new Piscina({
      filename: join(__dirname, 'password.worker.js'),
      minThreads: 0,
      maxThreads: threads,
      maxQueue: threads * QUEUE_PER_THREAD,
      idleTimeout: IDLE_MS,
    });
  }

  /** @throws CatalogueError SERVICE_UNAVAILABLE when too many wait already */
  async hash(password: string): Promise<string> {
    return this.run<string>('hash', { password: normalizePassword(password), parameters: this.parameters });
  }

  /**
   * @param hash undefined where there is no such account: that takes as long and is false
   * @throws CatalogueError SERVICE_UNAVAILABLE when too many wait already
   */
  async verify(password: string, hash: string | undefined): Promise<boolean> {
    const stored = hash ?? (await this.decoyHash());
    const matches = await this.run<boolean>('verify', {
      password: normalizePassword(password),
      hash: stored,
    });
    return matches && hash !== undefined;
  }

  /** Whether a hash that was just verified should be made anew, as parameters have risen since. */
  needsRehash(hash: string): boolean {
    return isWeaker(hash, this.parameters);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }

  private decoyHash(): Promise<string> {
    this.decoy ??= this.hash(randomBytes(24).toString('base64')).catch((error: unknown) => {
      this.decoy = undefined;
      throw error;
    });
    return this.decoy;
  }

  private async run<T>(name: 'hash' | 'verify', task: object): Promise<T> {
    try {
      return (await this.pool.run(task, { name })) as T;
    } catch (error) {
      if (this.pool.queueSize < this.pool.options.maxQueue) throw error;
      throw new CatalogueError('SERVICE_UNAVAILABLE');
    }
  }
}
