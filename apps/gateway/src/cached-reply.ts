import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { RateLimiter } from './rate-limiter';
import { compressed, type CachedAnswer, type ResponseCache } from './response-cache';

const WORTH_COMPRESSING = 1_024;
const CONTENT_TYPE = 'application/json; charset=utf-8';
/** Of one request alone, or of one form of the body. */
const OWN_HEADERS = new Set(['x-request-id', 'content-type', 'content-length', 'content-encoding']);

/**
 * Answers requests for what the cache holds, in a form that was asked for before, with the headers of then: nothing of
 * what every other request passes through has anything to add. Who shows a token or comes from another origin goes the
 * long way, and so does who has no points left to spend without asking.
 */
export function serveFromCache(cache: ResponseCache, limiter: RateLimiter): onRequestHookHandler {
  return (request, reply, done) => {
    const answer = isPlain(request) ? cache.find(request.url) : undefined;
    if (answer?.head && limiter.consumeLeased(request.ip)) send(request, reply, answer, answer.head);
    else done();
  };
}

/** Remembers the headers of a reply that is about to go out, for those who ask for the same later. */
export function rememberHead(request: FastifyRequest, reply: FastifyReply, answer: CachedAnswer): void {
  if (answer.head || !isPlain(request)) return;
  answer.head = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    OWN_HEADERS.has(name) ? [] : [name, String(value)],
  );
}

/** The body in the form that the client reads best. */
export function bodyFor(
  request: FastifyRequest,
  answer: CachedAnswer,
): { body: Buffer; encoding: string | undefined } {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const zips = answer.body.length > WORTH_COMPRESSING && accepted.includes('gzip');
  return zips ? { body: compressed(answer), encoding: 'gzip' } : { body: answer.body, encoding: undefined };
}

function isPlain({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.authorization === undefined && headers.origin === undefined;
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: CachedAnswer,
  shared: readonly string[],
): void {
  const head = [...shared, 'x-request-id', request.id];
  reply.hijack();
  if (request.headers['if-none-match']?.split(/,\s*/).includes(answer.etag)) {
    reply.raw.writeHead(304, head).end();
    return;
  }
  const { body, encoding } = bodyFor(request, answer);
  head.push('content-type', CONTENT_TYPE, 'content-length', String(body.length));
  if (encoding) head.push('content-encoding', encoding);
  reply.raw.writeHead(200, head).end(body);
}
