import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { SIMULATOR_ENV, type SimulatorEnv } from '../config/simulator-env';
import { StateStore } from '../state/state-store';
import type { RequestContext, Transaction } from '../state/transaction';
import { expandObject } from './expand-object';
import { answerOnce, fingerprint, type Answer } from './idempotency';
import type { Operation } from './operation';
import { formOf, pathOf, rawFormOf } from './request-form';
import { invalidRequest, StripeError } from './stripe-error';

const MAX_KEY_LENGTH = 255;

/** Runs the operation that a controller returns: reads on the committed state, everything else in a transaction. */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  constructor(
    @Inject(StateStore) private readonly store: StateStore,
    @Inject(SIMULATOR_ENV) private readonly env: SimulatorEnv,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Operation>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(mergeMap((operation) => this.answer(request, reply, operation)));
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, operation: Operation): Promise<unknown> {
    const key = keyOf(request);
    if (key !== null) reply.header('Idempotency-Key', key);
    const { status, body, replayed_from } = await this.run(request, key, operation);
    if (replayed_from !== undefined) {
      reply.header('Idempotent-Replayed', 'true').header('Original-Request', replayed_from);
    }
    if (status !== 200) throw new StripeError(status, body as StripeError['body']);
    return body;
  }

  private async run(request: FastifyRequest, key: string | null, operation: Operation): Promise<Answer> {
    const context = this.contextOf(request, key);
    const paths = expandPaths(request);
    const work = (tx: Transaction): Answer => {
      const result = operation(tx);
      if (result instanceof StripeError) return { status: result.status, body: result.body };
      return { status: 200, body: expandObject(tx, result, paths) };
    };
    if (request.method === 'GET') return this.store.read(work, context);
    if (key === null) return this.store.run(work, context);
    const print = fingerprint(request.method, pathOf(request), rawFormOf(request));
    return this.store.run((tx) => answerOnce(tx, key, print, () => work(tx)), context);
  }

  private contextOf(request: FastifyRequest, key: string | null): RequestContext {
    const base_url = this.env.SIMULATOR_PUBLIC_URL ?? `${request.protocol}://${request.host}`;
    return { id: request.id, idempotency_key: key, base_url };
  }
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || request.method !== 'POST') return null;
  if (key.length > MAX_KEY_LENGTH) {
    throw invalidRequest(`Idempotency keys can have up to ${MAX_KEY_LENGTH} characters.`);
  }
  return key;
}

function expandPaths(request: FastifyRequest): string[] {
  const { expand } = formOf(request);
  return expand === undefined ? [] : Object.values(expand).map(String);
}
