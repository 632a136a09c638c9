import { collectDefaultMetrics, register, type Metric } from 'prom-client';
import type { FastifyInstance } from 'fastify';

/** The metric of that name: made once a process, whoever asks first. */
export function metric<M extends Metric>(name: string, create: () => M): M {
  return (register.getSingleMetric(name) as M | undefined) ?? create();
}

/** GET /metrics in Prometheus' text format. */
export function mountMetrics(fastify: FastifyInstance): void {
  if (!register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics();
  fastify.get('/metrics', async (_request, reply) => {
    return reply.header('content-type', register.contentType).send(await register.metrics());
  });
}
