import type Joi from 'joi';
import type { Access, Actor } from '@har/access';
import type { ErrorCode, Language } from '@har/errors';

export type ServiceName = 'auth' | 'course' | 'payment' | 'community' | 'media' | 'ai-core';
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Nothing is accepted where a contract declares no schema. */
export type Empty = Record<never, never>;

/** How a public GET may be cached, and under which surrogate keys it is dropped (`course:<id>`, `catalogue`). */
export interface CacheRule<P> {
  readonly keys: (params: P) => readonly string[];
}

interface ContractBase<P, Q, B, R> {
  /** The message pattern, unique over the platform: `course.enroll`. */
  readonly name: string;
  readonly service: ServiceName;
  readonly params?: Joi.ObjectSchema<P>;
  readonly query?: Joi.ObjectSchema<Q>;
  readonly body?: Joi.ObjectSchema<B>;
  /** The shape of `data` in the reply; absent where the reply is only a message. */
  readonly reply?: Joi.Schema<R>;
  /** What it can answer beyond what every route can (validation, access, availability). */
  readonly errors?: readonly ErrorCode[];
  /** Milliseconds until the caller gives up; 5,000 unless said. */
  readonly deadline_ms?: number;
  /** Whether another replica may run it again when the first died. GETs may unless said, others may not. */
  readonly repeatable?: boolean;
}

/** What a route answers that has no JSON. */
export interface BinaryReply {
  readonly content_type: 'application/pdf';
  /** What a browser calls the file when it is kept. */
  readonly filename: string;
}

export type RouteAccess = Exclude<Access, 'internal'>;

interface RouteSpec<P, Q, B, R, A extends RouteAccess> extends ContractBase<P, Q, B, R> {
  readonly method: HttpMethod;
  /** Below /api/v1, in Fastify's notation: `/courses/:id`. */
  readonly path: string;
  readonly access: A;
  /** HTTP status of success; 200 unless said. */
  readonly status?: 200 | 201 | 202;
  readonly cache?: CacheRule<P>;
  /** Surrogate keys that a success of this write makes stale. */
  readonly purges?: (params: P) => readonly string[];
  /** Whether `Idempotency-Key` is honoured (only POSTs that create or charge). */
  readonly idempotent?: boolean;
  /** The body's raw bytes travel as base64 in `body.payload`, this header's value in `body.signature`. */
  readonly raw_with_header?: string;
  /** Whether its body is dropped unread, whatever its type: mail programs post forms here (RFC 8058). */
  readonly ignores_body?: boolean;
  /** The answer as a page, for people whose browser a link of a mail leads here. */
  readonly page?: (data: R, language: Language) => string;
  /** Whether it is refused first under load (503 with Retry-After): what a visitor can try again in a moment. */
  readonly sheddable?: boolean;
  /** The reply is a file instead of JSON: the handler answers its bytes as `data`. */
  readonly binary?: BinaryReply;
  /** A narrower limit than the general one. */
  readonly rate_limit?: { readonly points: number; readonly per_seconds: number };
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  readonly example: { params?: P; query?: Partial<Q>; body?: B; reply?: R };
}

export interface RouteContract<
  P = Empty,
  Q = Empty,
  B = Empty,
  R = unknown,
  A extends RouteAccess = RouteAccess,
> extends RouteSpec<P, Q, B, R, A> {
  readonly kind: 'route';
}

export interface CallContract<B = Empty, R = unknown> extends ContractBase<Empty, Empty, B, R> {
  readonly kind: 'call';
  readonly access: 'internal';
}

/* eslint-disable @typescript-eslint/no-explicit-any -- a list of contracts of different types */
export type AnyRoute = RouteContract<any, any, any, any, RouteAccess>;
export type AnyContract = AnyRoute | CallContract<any, any>;
/* eslint-enable @typescript-eslint/no-explicit-any */

/** Declares one REST route: the whole truth about it. Its types are inferred from its schemas. */
export function route<A extends RouteAccess, P = Empty, Q = Empty, B = Empty, R = undefined>(
  contract: RouteSpec<P, Q, B, R, A>,
): RouteContract<P, Q, B, R, A> {
  return { ...contract, kind: 'route' };
}

/** Declares one call between services, which has no HTTP door. */
export function call<B = Empty, R = undefined>(
  contract: ContractBase<Empty, Empty, B, R>,
): CallContract<B, R> {
  return { ...contract, kind: 'call', access: 'internal' };
}

export type ParamsOf<C> = C extends { params?: Joi.ObjectSchema<infer P> } ? P : Empty;
export type QueryOf<C> = C extends { query?: Joi.ObjectSchema<infer Q> } ? Q : Empty;
export type BodyOf<C> = C extends { body?: Joi.ObjectSchema<infer B> } ? B : Empty;
export type ReplyOf<C> = C extends { reply?: Joi.Schema<infer R> } ? R : undefined;
type ActorOf<C> = C extends { access: 'user' | 'instructor' | 'admin' } ? Actor : Actor | undefined;

/** What a handler receives: everything validated, converted and verified. */
export interface Call<C extends AnyContract = AnyContract> {
  /** Set on routes with access user, instructor or admin; possibly set on optional and internal ones. */
  readonly actor: ActorOf<C>;
  readonly params: ParamsOf<C>;
  readonly query: QueryOf<C>;
  readonly body: BodyOf<C>;
  readonly request_id: string;
  readonly language: Language;
  readonly ip: string | undefined;
  readonly idempotency_key: string | undefined;
  /** The id a created document takes: the same again when the same idempotency key is run again after a crash. */
  readonly resource_id: string;
}

/** What a handler answers: `data` and, where 001 has one, `message`. */
export interface Answer<R> {
  readonly data?: R;
  readonly message?: string;
}

export function deadlineOf(contract: AnyContract): number {
  return contract.deadline_ms ?? 5_000;
}

export function isRepeatable(contract: AnyContract): boolean {
  return contract.repeatable ?? (contract.kind === 'route' && contract.method === 'GET');
}
