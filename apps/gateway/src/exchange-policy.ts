import type { Exchange, Interceptor } from '@har/routing';
import type { LoadShedder } from './load-shedder';
import type { RateLimiter } from './rate-limiter';
import { bodyFor, rememberHead } from './cached-reply';
import type { CachedAnswer, ResponseCache } from './response-cache';

type Next = () => Promise<Buffer | string>;

/** What the gateway does around every call: limits, the cache of public answers, and who gives way under load. */
export function exchangePolicy(
  limiter: RateLimiter,
  cache: ResponseCache,
  shedder: Pick<LoadShedder, 'run'>,
): Interceptor {
  return async (exchange, call) => {
    await limiter.consume(exchange);
    const { contract, actor } = exchange;
    // What the cache answers costs nothing and is never refused.
    const next = () => shedder.run(contract, call);
    // Whoever shows a token may see more than the public does: their answer is nobody else's.
    if (contract.cache && !actor) return answerFromCache(exchange, next, cache);
    const body = await next();
    if (contract.purges) cache.purge(contract.purges(exchange.input().params));
    return body;
  };
}

async function answerFromCache(exchange: Exchange, next: Next, cache: ResponseCache): Promise<Buffer> {
  const { request, reply } = exchange;
  const answer = cache.find(request.url) ?? (await fetchAnswer(exchange, next, cache));
  reply
    .header('etag', answer.etag)
    .header('cache-control', 'public, max-age=1')
    .header('surrogate-key', answer.surrogate_keys.join(' '))
    .header('vary', 'accept-encoding, authorization, origin');
  rememberHead(request, reply, answer);
  const { body, encoding } = bodyFor(request, answer);
  if (encoding) reply.header('content-encoding', encoding);
  return body;
}

/** Requests that say the same in another way (order, defaults) share one answer, under what they were converted to. */
async function fetchAnswer(exchange: Exchange, next: Next, cache: ResponseCache): Promise<CachedAnswer> {
  const { contract, request } = exchange;
  const { params, query } = exchange.input();
  const id = `${contract.name} ${JSON.stringify([params, query])}`;
  const answer = await cache.get(id, contract.cache!.keys(params), next);
  cache.remember(request.url, id);
  return answer;
}
