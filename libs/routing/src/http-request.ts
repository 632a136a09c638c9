import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '@har/access';
import type { Language } from '@har/errors';

const REQUEST_ID = /^[\w.-]{8,64}$/;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** The caller's own request id where it is a sane one, else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && REQUEST_ID.test(header) ? header : randomUUID();
}

/** `Accept-Language` decides, else the user's own language, else French. */
export function languageOf(request: FastifyRequest, actor?: Actor): Language {
  const preferred = (request.headers['accept-language'] ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find((code) => code === 'fr' || code === 'en');
  return preferred ?? actor?.language ?? 'fr';
}

/** The token of `Authorization: Bearer <token>`. */
export function bearerTokenOf(request: FastifyRequest): string | undefined {
  const match = /^Bearer ([\w.-]{1,4096})$/i.exec(request.headers.authorization ?? '');
  return match?.[1];
}

/** The header as it is, or undefined where there is none; null where it cannot be a key. */
export function idempotencyKeyOf(request: FastifyRequest): string | undefined | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  return typeof header === 'string' && IDEMPOTENCY_KEY.test(header) ? header : null;
}

/** Whether a browser shows the answer to a person: it names HTML, which clients of the API do not. */
export function prefersPage(request: FastifyRequest): boolean {
  return /\btext\/html\b/i.test(request.headers.accept ?? '');
}
