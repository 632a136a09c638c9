import type { Exchange, Interceptor } from '@har/routing';
import type { RateLimiter } from './rate-limiter';
import { compressed, type CachedAnswer, type ResponseCache } from './response-cache';

type Next = () => Promise<Buffer | string>;

/** What the gateway does around every call: limits, and the cache of public answers. */
export function exchangePolicy(limiter: RateLimiter, cache: ResponseCache): Interceptor {
  return async (exchange, next) => {
    await limiter.consume(exchange);
    const { contract, actor, params } = exchange;
    // Whoever shows a token may see more than the public does: their answer is nobody else's.
    if (contract.cache && !actor) return answerFromCache(exchange, next, cache);
    const body = await next();
    if (contract.purges) cache.purge(contract.purges(params));
    return body;
  };
}

async function answerFromCache(
  exchange: Exchange,
  next: Next,
  cache: ResponseCache,
): Promise<Buffer | undefined> {
  const { contract, request, reply, params } = exchange;
  const id = `${contract.name} ${JSON.stringify([params, exchange.query])}`;
  const answer = await cache.get(id, contract.cache!.keys(params), next);
  reply
    .header('etag', answer.etag)
    .header('cache-control', 'public, max-age=1')
    .header('surrogate-key', answer.surrogate_keys.join(' '))
    .header('vary', 'accept-encoding, authorization, origin');
  if (!isWorthCompressing(answer, request.headers['accept-encoding'])) return answer.body;
  reply.header('content-encoding', 'gzip');
  return compressed(answer);
}

function isWorthCompressing(answer: CachedAnswer, accepted: string | string[] | undefined): boolean {
  return answer.body.length > 1_024 && String(accepted ?? '').includes('gzip');
}
