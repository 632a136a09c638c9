import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from '@har/logging';
import type { Health } from './health';

export interface ShutdownSteps {
  readonly health: Health;
  readonly nest: NestFastifyApplication;
  readonly logger: Logger;
  /** Milliseconds between "not ready" and closing, for load balancers to notice. */
  readonly drain_delay_ms?: number;
  /** What must finish before connections are closed: calls being answered, caches following events. */
  readonly before_close?: readonly (() => Promise<unknown>)[];
  /** What requests in flight still need: clients of the stores and of other services. */
  readonly after_close?: readonly (() => Promise<unknown>)[];
}

/** Readiness first, then calls in flight, then HTTP requests in flight, then connections. */
export async function shutdown(steps: ShutdownSteps): Promise<void> {
  steps.health.drain();
  await sleep(steps.drain_delay_ms ?? 0);
  await runAll(steps.before_close ?? [], steps.logger);
  await steps.nest.close();
  await runAll(steps.after_close ?? [], steps.logger);
  steps.logger.info('stopped');
}

async function runAll(parts: readonly (() => Promise<unknown>)[], logger: Logger): Promise<void> {
  const results = await Promise.allSettled(parts.map((part) => part()));
  for (const result of results) {
    if (result.status === 'rejected')
      logger.warn('a part did not stop cleanly', { error: result.reason as unknown });
  }
}

/** @throws Error naming the port when it is taken */
export async function listen(
  nest: NestFastifyApplication,
  { HOST, PORT }: { HOST: string; PORT: number },
): Promise<{ url: string; port: number }> {
  try {
    await nest.listen(PORT, HOST);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${PORT} is taken: stop what listens there or set PORT to another.`, {
      cause: error,
    });
  }
  const address = nest.getHttpServer().address() as { port: number };
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  return { port: address.port, url: `http://${host}:${address.port}` };
}
