import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import type { DynamicModule, Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyServerOptions, onRequestHookHandler } from 'fastify';
import { CatalogueError } from '@har/errors';
import type { PlatformEnv } from '@har/env';
import { toNestLogger, type Logger } from '@har/logging';
import { failureBody, fromHttpError, languageOf, requestIdOf } from '@har/routing';
import { logAccess } from './access-log';

/** Bytes; a lesson with its text is the largest JSON body. */
export const BODY_LIMIT = 1_048_576;

export interface HttpServer {
  readonly nest: NestFastifyApplication;
  readonly fastify: FastifyInstance;
}

export interface HttpServerOptions {
  /** How many proxies stand in front; their X-Forwarded-For is believed, no other. */
  readonly trustedProxies?: number;
  /** Sees each request before anything else does, and may answer it. */
  readonly first?: onRequestHookHandler;
}

/** Leaves the two handlers of failures to us: Nest's own know neither the catalogue nor the request's language. */
class PlatformAdapter extends FastifyAdapter {
  override setErrorHandler() {
    return this.getInstance();
  }

  override setNotFoundHandler() {
    return this.getInstance();
  }
}

/**
 * A Nest application on Fastify with what every app of the platform has in common: request ids, security headers,
 * CORS for the front ends, one error shape, an access log.
 */
export async function createHttpServer(
  module: Type | DynamicModule,
  env: PlatformEnv,
  logger: Logger,
  { trustedProxies = 0, first }: HttpServerOptions = {},
): Promise<HttpServer> {
  const options: FastifyServerOptions = {
    bodyLimit: BODY_LIMIT,
    // A hop count, not `true`: a client must not choose its own address.
    trustProxy: trustedProxies > 0 ? trustedProxies : false,
    requestIdHeader: false,
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
    forceCloseConnections: 'idle',
    // Lone surrogates and broken escapes in a path are a 400 of ours, see the error handler.
    frameworkErrors: (error, request, reply) => {
      const failure = fromHttpError(error, BODY_LIMIT);
      const answer = reply as FastifyReply;
      void answer
        .code(failure.status)
        .header('x-request-id', request.id)
        .send(failureBody(failure, languageOf(request), request.id));
    },
  };
  const adapter = new PlatformAdapter(options as never);
  const nest = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: toNestLogger(logger),
    abortOnError: false,
    forceCloseConnections: false,
  });
  const fastify: FastifyInstance = adapter.getInstance();
  if (first) fastify.addHook('onRequest', first);
  await addCommonBehaviour(fastify, env, logger);
  return { nest, fastify };
}

async function addCommonBehaviour(fastify: FastifyInstance, env: PlatformEnv, logger: Logger): Promise<void> {
  await fastify.register(helmet, {
    // Helmet's own policy would let inline styles be.
    contentSecurityPolicy: { directives: { styleSrc: ["'self'"], upgradeInsecureRequests: null } },
  });
  await fastify.register(cors, {
    origin: env.FRONTEND_URL.split(',').map((origin) => origin.trim()),
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['x-request-id', 'etag', 'retry-after'],
    maxAge: 600,
  });
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  logAccess(fastify, logger);
  fastify.setErrorHandler((error, request, reply) => {
    const failure = fromHttpError(error, BODY_LIMIT);
    request.refusal = failure.code;
    if (failure.status >= 500) {
      logger.error('request failed', {
        request_id: request.id,
        code: failure.code,
        error: failure.cause ?? error,
      });
    }
    if (failure.args.retry_after !== undefined) reply.header('retry-after', String(failure.args.retry_after));
    else if (failure.status === 503) reply.header('retry-after', '1');
    if (failure.args.location !== undefined) reply.header('location', String(failure.args.location));
    return reply
      .code(failure.status)
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(failureBody(failure, languageOf(request), request.id));
  });
  fastify.setNotFoundHandler((request) => {
    const path = request.url.split('?')[0]?.slice(0, 200) ?? '';
    throw new CatalogueError('ROUTE_NOT_FOUND', { method: request.method, path });
  });
}
