import type { FastifyInstance } from 'fastify';

const CHECK_TIMEOUT_MS = 2_000;

/** Rejects, with a reason that may be shown, while what it stands for cannot be used. */
export type HealthCheck = () => Promise<unknown>;

/** Whether this process is alive, and whether it should be sent requests. */
export class Health {
  private draining = false;

  constructor(private readonly checks: Readonly<Record<string, HealthCheck>>) {}

  /** From now on it is not ready: load balancers and supervisors look elsewhere. */
  drain(): void {
    this.draining = true;
  }

  /** Each dependency as `up` or `down`, and `status` over all. */
  async readiness(): Promise<{ status: 'up' | 'down' | 'draining'; checks: Record<string, 'up' | 'down'> }> {
    const names = Object.keys(this.checks);
    const results = await Promise.all(names.map((name) => this.isUp(name)));
    const checks = Object.fromEntries(names.map((name, i) => [name, results[i] ? 'up' : 'down'] as const));
    if (this.draining) return { status: 'draining', checks };
    return { status: results.every(Boolean) ? 'up' : 'down', checks };
  }

  mount(fastify: FastifyInstance): void {
    fastify.get('/health/live', async () => ({ status: 'up' }));
    fastify.get('/health/ready', async (_request, reply) => {
      const readiness = await this.readiness();
      return reply.code(readiness.status === 'up' ? 200 : 503).send(readiness);
    });
  }

  private async isUp(name: string): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('late')), CHECK_TIMEOUT_MS);
    });
    try {
      await Promise.race([this.checks[name]?.(), late]);
      return true;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
