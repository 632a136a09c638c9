import type { FastifyInstance } from 'fastify';
import { Counter, Histogram } from 'prom-client';
import type { Logger } from '@har/logging';
import { metric } from './metrics';

const QUIET = /^\/(health|metrics)/;

/** One line and one measurement a request: method, route, status, duration in milliseconds. */
export function logAccess(fastify: FastifyInstance, logger: Logger): void {
  const requests = metric('http_requests_total', () => {
    return new Counter({
      name: 'http_requests_total',
      help: 'Requests answered, by route and status.',
      labelNames: ['method', 'route', 'status'],
    });
  });
  const durations = metric('http_request_duration_seconds', () => {
    return new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer.',
      labelNames: ['method', 'route'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    });
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    requests.inc({ method, route, status: String(reply.statusCode) });
    durations.observe({ method, route }, reply.elapsedTime / 1000);
    if (QUIET.test(route)) return;
    logger.info('request', {
      request_id: request.id,
      method,
      route,
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime * 10) / 10,
      user_id: request.actorId,
    });
  });
}
