import Joi from 'joi';
import type { Jwks, PublicJwk, Revocations } from '@har/access';
import { call, event, objectId, route } from '@har/routing';

const JWKS = Joi.object<Jwks>({
  keys: Joi.array()
    .items(
      Joi.object<PublicJwk>({
        kid: Joi.string().required(),
        kty: Joi.string().valid('RSA').required(),
        alg: Joi.string().valid('RS256').required(),
        use: Joi.string().valid('sig').required(),
        n: Joi.string().required(),
        e: Joi.string().required(),
      }),
    )
    .required(),
});

/** The public keys that access tokens are verified with; the next one is published before it signs. */
export const listSigningKeys = route({
  name: 'auth.list-signing-keys',
  service: 'auth',
  method: 'GET',
  path: '/auth/jwks',
  access: 'public',
  tag: 'Sessions',
  summary: 'Public keys of access tokens (JWKS)',
  reply: JWKS,
  example: {
    reply: { keys: [{ kid: '2026-11', kty: 'RSA', alg: 'RS256', use: 'sig', n: 'sXchfqnt…', e: 'AQAB' }] },
  },
});

/** Sessions that ended while their access tokens still ran, and suspended users; asked by every process at boot. */
export const listRevocations = call({
  name: 'auth.list-revocations',
  service: 'auth',
  repeatable: true,
  reply: Joi.object<Revocations>({
    sessions: Joi.array().items(objectId()).required(),
    suspended_users: Joi.array().items(Joi.string()).required(),
  }),
});

export interface SessionsRevoked {
  user_id: string;
  session_ids: string[];
  reason: string;
}

export const sessionsRevoked = event({
  type: 'sessions.revoked',
  topic: 'auth',
  summary: 'Sessions ended: their access tokens are refused from now on',
  payload: Joi.object<SessionsRevoked, true>({
    user_id: Joi.string().required(),
    session_ids: Joi.array().items(Joi.string()).required(),
    reason: Joi.string().required(),
  }),
});

export interface SuspensionChanged {
  user_id: string;
  suspended: boolean;
}

export const suspensionChanged = event({
  type: 'user.suspension-changed',
  topic: 'auth',
  summary: 'A user was suspended, or is no longer',
  payload: Joi.object<SuspensionChanged, true>({
    user_id: Joi.string().required(),
    suspended: Joi.boolean().required(),
  }),
});

export interface SessionsEnding {
  user_id: string;
  /** Sessions of the user that began under an earlier epoch end. */
  epoch: number;
  /** But this one stays. */
  keep_session_id?: string;
  reason: string;
}

/** The auth service's word to itself, written with the change that causes it, so that a crash in between ends them too. */
export const sessionsEnding = event({
  type: 'sessions.ending',
  topic: 'auth',
  summary: 'A password, a role or a status changed: the sessions from before are to end',
  payload: Joi.object<SessionsEnding, true>({
    user_id: Joi.string().required(),
    epoch: Joi.number().integer().required(),
    keep_session_id: objectId(),
    reason: Joi.string().required(),
  }),
});

export const logout = route({
  name: 'auth.logout',
  service: 'auth',
  method: 'POST',
  path: '/auth/logout',
  access: 'user',
  tag: 'Sessions',
  summary: 'End the session: its access and refresh tokens are refused everywhere',
  example: {},
});

export interface Tokens {
  token: string;
  refresh_token: string;
}

export const refreshToken = route({
  name: 'auth.refresh-token',
  service: 'auth',
  method: 'POST',
  path: '/auth/refresh-token',
  access: 'public',
  tag: 'Sessions',
  summary: 'Exchange a refresh token for new tokens',
  description:
    'A refresh token works once. Sent again within ten seconds, as by a client that lost the answer, it gets the same ' +
    'successor; any other repetition ends the session.',
  body: Joi.object<{ refresh_token: string }, true>({ refresh_token: Joi.string().max(200).required() }),
  reply: Joi.object<Tokens, true>({ token: Joi.string().required(), refresh_token: Joi.string().required() }),
  errors: ['INVALID_REFRESH_TOKEN'],
  example: {
    body: {
      refresh_token: '665f1c2ab7e4d91f0a3c5d80.5Yw0Jm8o3kq1n7VQ3m2Qv0XyJ6cK9d1tE4uB7sRzL2A.q0Fh3nUv8Jw2',
    },
    reply: {
      token: 'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IjEifQ.eyJzdWIiOiI2NjVmIn0.c2lnbmF0dXJl',
      refresh_token: '665f1c2ab7e4d91f0a3c5d80.pZ3d9Qe5H0rWm2Yx7Kc4Tn8Bv1Lf6Js0Gu3Ao5Ei9Xw.m4Rk8tVq1Zs7',
    },
  },
});

export const verifyJwt = route({
  name: 'auth.verify-jwt',
  service: 'auth',
  method: 'GET',
  path: '/auth/verify-jwt',
  access: 'user',
  tag: 'Sessions',
  summary: 'Whether the access token is valid, and whose it is',
  reply: Joi.object<{ valid: true; user_id: string }, true>({
    valid: Joi.boolean().valid(true).required(),
    user_id: objectId().required(),
  }),
  example: { reply: { valid: true, user_id: '665f1c2ab7e4d91f0a3c5d7e' } },
});
