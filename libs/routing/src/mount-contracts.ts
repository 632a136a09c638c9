import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assertAccess, needsToken, readsToken, type Actor, type TokenVerifier } from '@har/access';
import { CatalogueError, type Language } from '@har/errors';
import { deadlineOf, isRepeatable, type AnyContract, type AnyRoute } from './contract';
import { bearerTokenOf, idempotencyKeyOf, languageOf, prefersPage } from './http-request';
import { validateInput, type ValidInput } from './validate';

/** One request, read and checked, on its way to the handler of its contract. */
export interface Dispatch {
  readonly service: string;
  readonly pattern: string;
  readonly data: unknown;
  readonly token?: string;
  readonly request_id: string;
  readonly language: Language;
  readonly ip: string;
  readonly idempotency_key?: string;
  readonly deadline_ms: number;
  readonly repeatable: boolean;
  /** Gives way to others where calls have to wait. */
  readonly sheddable?: boolean;
}

/** Sends a dispatch on and resolves with the reply's JSON. */
export type Dispatcher = (dispatch: Dispatch, contract: AnyRoute) => Promise<Buffer | string>;

/** What stands between the door and the call: limits and caches. It may answer by itself. */
export type Interceptor = (
  exchange: Exchange,
  next: () => Promise<Buffer | string>,
) => Promise<Buffer | string | undefined>;

export interface Exchange {
  readonly contract: AnyRoute;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly actor: Actor | undefined;
  readonly language: Language;
  /** The request's parts, checked and converted at the first call. @throws CatalogueError VALIDATION_FAILED */
  readonly input: () => ValidInput;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The verified caller, for limits and the access log. */
    actorId?: string;
  }
}

export interface MountOptions {
  readonly contracts: readonly AnyContract[];
  readonly prefix: string;
  readonly verifier: TokenVerifier;
  readonly dispatch: Dispatcher;
  readonly intercept?: Interceptor;
}

/** Mounts every route of the contracts on an HTTP server. No route has code of its own. */
export async function mountContracts(server: FastifyInstance, options: MountOptions): Promise<void> {
  const routes = options.contracts.filter((contract) => contract.kind === 'route');
  const raw = routes.filter((contract) => contract.raw_with_header);
  const bodiless = routes.filter((contract) => contract.ignores_body);
  const parsed = routes.filter((contract) => !raw.includes(contract) && !bodiless.includes(contract));
  for (const contract of parsed) mountRoute(server, contract, options);
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, undefined));
    for (const contract of bodiless) mountRoute(scope, contract, options);
  });
  await server.register(async (scope) => {
    // A signature covers bytes: they must not be parsed before it is checked.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const contract of raw) mountRoute(scope, contract, options);
  });
}

function mountRoute(server: FastifyInstance, contract: AnyRoute, options: MountOptions): void {
  server.route({
    method: contract.method,
    url: options.prefix + contract.path,
    // A HEAD would run the whole route for nothing.
    exposeHeadRoute: false,
    config: { contract: contract.name },
    handler: (request, reply) => answer(request, reply, contract, options),
  });
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  contract: AnyRoute,
  options: MountOptions,
): Promise<FastifyReply> {
  const token = readsToken(contract.access) ? bearerTokenOf(request) : undefined;
  const actor = token ? await options.verifier.verify(token) : undefined;
  if (!token && request.headers.authorization && needsToken(contract.access)) {
    throw new CatalogueError('UNAUTHORIZED');
  }
  request.actorId = actor?.user_id;
  assertAccess(contract.access, actor);
  let input: ValidInput | undefined;
  const exchange: Exchange = {
    contract,
    request,
    reply,
    actor,
    language: languageOf(request, actor),
    input: () => (input ??= validateInput(contract, inputOf(request, contract))),
  };
  const next = async () => options.dispatch(dispatchOf(exchange, token), contract);
  const body = options.intercept ? await options.intercept(exchange, next) : await next();
  if (body === undefined) return reply;
  if (contract.page && prefersPage(request)) return sendPage(reply, contract, body, exchange.language);
  reply.code(contract.status ?? 200).header('content-type', 'application/json; charset=utf-8');
  if (contract.binary) {
    const { content_type, filename } = contract.binary;
    reply
      .header('content-type', content_type)
      .header('content-disposition', `attachment; filename="${filename}"`);
  }
  return contract.method === 'GET' ? sendWithEtag(request, reply, body) : reply.send(body);
}

function dispatchOf({ contract, request, language, input }: Exchange, token: string | undefined): Dispatch {
  return {
    service: contract.service,
    pattern: contract.name,
    data: input(),
    token,
    request_id: request.id,
    language,
    ip: request.ip,
    idempotency_key: readIdempotencyKey(request, contract),
    deadline_ms: deadlineOf(contract),
    repeatable: isRepeatable(contract),
    sheddable: contract.sheddable,
  };
}

function inputOf(request: FastifyRequest, contract: AnyRoute) {
  if (!contract.raw_with_header) return { params: request.params, query: request.query, body: request.body };
  const payload = Buffer.isBuffer(request.body) ? request.body.toString('base64') : '';
  const signature = request.headers[contract.raw_with_header];
  return {
    params: request.params,
    query: request.query,
    body: { payload, signature: String(signature ?? '') },
  };
}

function readIdempotencyKey(request: FastifyRequest, contract: AnyRoute): string | undefined {
  const key = idempotencyKeyOf(request);
  if (key !== null) return key;
  if (!contract.idempotent) return undefined;
  throw new CatalogueError('VALIDATION_FAILED', {}, [
    { field: 'headers.idempotency-key', message: 'must be 1 to 255 visible ASCII characters' },
  ]);
}

function sendPage(
  reply: FastifyReply,
  contract: AnyRoute,
  body: Buffer | string,
  language: Language,
): FastifyReply {
  const { data } = JSON.parse(body.toString()) as { data: unknown };
  reply.code(contract.status ?? 200).header('content-type', 'text/html; charset=utf-8');
  return reply.header('cache-control', 'no-store').send(contract.page!(data, language));
}

export function etagOf(body: Buffer | string): string {
  return `W/"${createHash('sha1').update(body).digest('base64url')}"`;
}

function sendWithEtag(request: FastifyRequest, reply: FastifyReply, body: Buffer | string): FastifyReply {
  const etag = (reply.getHeader('etag') as string | undefined) ?? etagOf(body);
  reply.header('etag', etag);
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-cache');
  const known = request.headers['if-none-match'];
  if (known?.split(/,\s*/).includes(etag)) return reply.code(304).send();
  return reply.send(body);
}
