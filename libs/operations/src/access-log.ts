import type { FastifyInstance } from 'fastify';
import { Counter, Histogram } from 'prom-client';
import { requestLines, type Logger } from '@har/logging';
import { metric } from './metrics';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why it was refused: the code of the catalogue, for the access log. */
    refusal?: string;
  }
}

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
  const write = requestLines(logger);
  // Looking a metric up by its labels costs more than counting: each combination is looked up once.
  const counted = remembered((method, route, status) => requests.labels({ method, route, status }));
  const timed = remembered((method, route) => durations.labels({ method, route }));
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    const status = reply.raw.statusCode;
    counted(method, route, String(status)).inc();
    timed(method, route, '').observe(reply.elapsedTime / 1000);
    if (!QUIET.test(route)) {
      const duration_ms = Math.round(reply.elapsedTime * 10) / 10;
      const { id: request_id, actorId: user_id, refusal, ip } = request;
      const refused = refusal === undefined ? {} : { code: refusal, ip };
      write({ request_id, method, route, status, duration_ms, user_id, ...refused });
    }
    done();
  });
}

/** Methods, routes and statuses are few. */
function remembered<M>(
  make: (method: string, route: string, status: string) => M,
): (method: string, route: string, status: string) => M {
  const known = new Map<string, M>();
  return (method, route, status) => {
    const key = `${method} ${route} ${status}`;
    let one = known.get(key);
    if (one === undefined) known.set(key, (one = make(method, route, status)));
    return one;
  };
}
