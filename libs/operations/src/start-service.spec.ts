import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { sign } from 'jsonwebtoken';
import Joi from 'joi';
import { createConnection } from 'mongoose';
import {
  ACCESS_TOKEN_TYPE,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  type PublicJwk,
  type Revocations,
} from '@har/access';
import { listRevocations, listSigningKeys, sessionsRevoked } from '@har/contracts';
import { PLATFORM_ENV, STORE_ENV } from '@har/env';
import { CatalogueError } from '@har/errors';
import { CallClient, EventPublisher, newEvent } from '@har/messaging';
import { Handles, ID_PARAMS, route, ServiceCaller, type Call } from '@har/routing';
import { ApiClient, eventually } from '@har/testing';
import type { RunningApp, ServiceEnv } from './app-definition';
import { startService } from './start-service';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const USER = '665f1c2ab7e4d91f0a3c5d7e';
const ENDED = '0000000000000000000000ed';
const base = { service: 'auth', tag: 'Specs', summary: 'For this spec', example: {} } as const;

const echo = route({
  ...base,
  name: 'spec.echo',
  method: 'POST',
  path: '/echo/:id',
  access: 'user',
  params: ID_PARAMS,
  body: Joi.object<{ text: string }>({ text: Joi.string().required() }),
  reply: Joi.object<{ text: string; by: string; id: string }>({
    text: Joi.string(),
    by: Joi.string(),
    id: Joi.string(),
  }),
  status: 201,
  idempotent: true,
  errors: ['COURSE_NOT_FOUND'],
});
const open = route({
  ...base,
  name: 'spec.open',
  method: 'GET',
  path: '/open',
  access: 'public',
  reply: Joi.object<{ a: number }>({ a: Joi.number() }),
});
const admin = route({ ...base, name: 'spec.admin', method: 'GET', path: '/admin', access: 'admin' });
const raw = route({
  ...base,
  name: 'spec.raw',
  method: 'POST',
  path: '/raw',
  access: 'signature',
  raw_with_header: 'x-signature',
  body: Joi.object<{ payload: string; signature: string }>({
    payload: Joi.string(),
    signature: Joi.string().allow(''),
  }),
  reply: Joi.object<{ payload: string; signature: string }>({
    payload: Joi.string(),
    signature: Joi.string(),
  }),
});

const calls: string[] = [];

@Controller()
class SpecHandler {
  @Handles(listSigningKeys)
  keys() {
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' } as PublicJwk;
    return { data: { keys: [jwk] } };
  }

  @Handles(listRevocations)
  revocations(): { data: Revocations } {
    return { data: { sessions: [ENDED], suspended_users: [] } };
  }

  @Handles(echo)
  echo({ actor, body, resource_id }: Call<typeof echo>) {
    calls.push(body.text);
    if (body.text === 'refuse') throw new CatalogueError('COURSE_NOT_FOUND');
    if (body.text === 'break') throw new Error('secret detail');
    if (body.text === 'shape') return { data: { text: 1, by: 'x', id: 'x' } as never };
    return { data: { text: body.text, by: actor.user_id, id: resource_id } };
  }

  @Handles(open)
  open() {
    return { data: { a: 1 } };
  }

  @Handles(admin)
  admin() {
    return { message: 'Hello' };
  }

  @Handles(raw)
  raw({ body }: Call<typeof raw>) {
    const payload = Buffer.from(body.payload, 'base64').toString();
    return { data: { payload, signature: body.signature } };
  }
}

@Module({ controllers: [SpecHandler] })
class SpecModule {}

const id = `t${randomBytes(4).toString('hex')}`;
const ENV = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'error',
  HOST: '127.0.0.1',
  PORT: '0',
  MONGODB_URI: process.env.MONGODB_URI,
  REDIS_URL: process.env.REDIS_URL,
  MONGODB_DATABASE_PREFIX: `${id}_`,
  REDIS_NAMESPACE: id,
};

let app: RunningApp;
let api: ApiClient;

const definition = {
  name: 'auth' as const,
  env: Joi.object<ServiceEnv>({ ...PLATFORM_ENV, ...STORE_ENV }),
  contracts: [listSigningKeys, listRevocations, echo, open, admin, raw],
  topics: [],
  module: () => SpecModule,
};

function token(claims: object = {}): string {
  return sign({ role: 'learner', sid: 's1', language: 'en', ...claims }, privateKey, {
    algorithm: 'RS256',
    subject: USER,
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    expiresIn: 60,
    header: { alg: 'RS256', typ: ACCESS_TOKEN_TYPE, kid: 'k1' },
  });
}

beforeAll(async () => {
  app = await startService(definition, ENV);
  api = new ApiClient(app.url);
  await eventually(async () => {
    if (!(await fetch(`${app.url}/health/ready`)).ok) throw new Error('not ready');
  });
});

afterAll(async () => {
  await app.stop();
  const connection = await createConnection(process.env.MONGODB_URI!, { dbName: `${id}_auth` }).asPromise();
  await connection.dropDatabase();
  await connection.close();
});

describe('startService', () => {
  it('serves its contracts over HTTP', async () => {
    const answer = await api.post(
      `/echo/${USER}`,
      { text: 'hi' },
      { token: token(), headers: { 'x-request-id': 'my-request-1' } },
    );
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      success: true,
      data: { text: 'hi', by: USER, id: expect.stringMatching(/^[0-9a-f]{24}$/) },
    });
    expect(answer.headers.get('x-request-id')).toBe('my-request-1');
    expect((await api.get('/admin', { token: token({ role: 'admin' }) })).body).toEqual({
      success: true,
      message: 'Hello',
    });
  });

  it('serves the same contracts over Redis, checking the token itself', async () => {
    const client = new CallClient({ redis_url: process.env.REDIS_URL!, namespace: id });
    const caller = new ServiceCaller(client);
    const context = { request_id: 'r-1', language: 'en' as const };
    const input = { params: { id: USER }, body: { text: 'hello' } };
    await expect(caller.call(echo, input, context)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const actor = {
      user_id: USER,
      role: 'learner' as const,
      session_id: 's1',
      language: 'en' as const,
      token: token(),
      expires_at: 0,
    };
    expect(await caller.call(echo, input, { ...context, actor })).toMatchObject({ text: 'hello', by: USER });
    await expect(
      caller.call(echo, { ...input, body: { text: 'refuse' } }, { ...context, actor }),
    ).rejects.toMatchObject({
      code: 'COURSE_NOT_FOUND',
    });
    await client.close();
  });

  it.each([
    ['no token', 'GET', '/admin', undefined, {}, 401, 'UNAUTHORIZED'],
    [
      'a token that is none',
      'GET',
      '/admin',
      undefined,
      { headers: { authorization: 'Bearer x.y.z' } },
      401,
      'UNAUTHORIZED',
    ],
    [
      'an ended session',
      'GET',
      '/admin',
      undefined,
      { token: token({ sid: ENDED, role: 'admin' }) },
      401,
      'UNAUTHORIZED',
    ],
    ['another role', 'GET', '/admin', undefined, { token: token() }, 403, 'ADMIN_REQUIRED'],
    ['a wrong field', 'POST', '/echo/1', { text: 1 }, { token: token() }, 400, 'VALIDATION_FAILED'],
    ['broken JSON', 'POST', `/echo/${USER}`, '{', { token: token() }, 400, 'MALFORMED_JSON'],
    [
      'a polluted prototype',
      'POST',
      `/echo/${USER}`,
      '{"__proto__":{"a":1}}',
      { token: token() },
      400,
      'MALFORMED_JSON',
    ],
    [
      'another media type',
      'POST',
      `/echo/${USER}`,
      '<a/>',
      { token: token(), headers: { 'content-type': 'text/xml' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a body that is too large',
      'POST',
      `/echo/${USER}`,
      'x'.repeat(1_100_000),
      { token: token() },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a bad idempotency key',
      'POST',
      `/echo/${USER}`,
      { text: 'a' },
      { token: token(), headers: { 'idempotency-key': 'a b' } },
      400,
      'VALIDATION_FAILED',
    ],
    ['an unknown path', 'GET', '/nothing', undefined, {}, 404, 'ROUTE_NOT_FOUND'],
    ['a broken escape', 'GET', '/%E0%A4%A', undefined, {}, 400, 'MALFORMED_JSON'],
    ['an unknown query field', 'GET', '/open?a=1', undefined, {}, 400, 'VALIDATION_FAILED'],
    [
      'what the handler refuses',
      'POST',
      `/echo/${USER}`,
      { text: 'refuse' },
      { token: token() },
      404,
      'COURSE_NOT_FOUND',
    ],
  ])('answers %s from the catalogue', async (_name, method, path, body, options, status, code) => {
    const answer = await api.request(method, path, body, options);
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    expect(answer.body.success).toBe(false);
    expect(answer.body.error.request_id).toBe(answer.headers.get('x-request-id'));
  });

  it('tells nothing of its inside when it breaks, and refuses a reply of another shape than declared', async () => {
    for (const text of ['break', 'shape']) {
      const answer = await api.post(`/echo/${USER}`, { text }, { token: token() });
      expect([answer.status, answer.body.error.code]).toEqual([500, 'INTERNAL_ERROR']);
      expect(JSON.stringify(answer.body)).not.toContain('secret');
    }
  });

  it('speaks the language that the client asks for', async () => {
    const french = await api.get('/nothing', { headers: { 'accept-language': 'de, fr-CH;q=0.8' } });
    expect(french.body.error.message).toMatch(/Aucune route/);
    expect((await api.get('/nothing')).body.error.message).toMatch(/no route/);
  });

  it('runs a request once per idempotency key', async () => {
    const options = { token: token(), headers: { 'idempotency-key': 'once-1' } };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => api.post(`/echo/${USER}`, { text: 'once' }, options)),
    );
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
    expect(calls.filter((text) => text === 'once')).toHaveLength(1);
  });

  it('answers 304 to a client that has it already', async () => {
    const etag = (await api.get('/open')).headers.get('etag')!;
    const again = await api.get('/open', { headers: { 'if-none-match': etag } });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('hands a signed body over as the bytes that came', async () => {
    const body = '{ "a" :1}';
    const answer = await api.post('/raw', body, { headers: { 'x-signature': 't=1' } });
    expect(answer.body.data).toEqual({ payload: body, signature: 't=1' });
  });

  it('refuses a session the moment it hears that it ended', async () => {
    const session = token({ sid: 'ends-soon' });
    expect((await api.post(`/echo/${USER}`, { text: 'a' }, { token: session })).status).toBe(201);
    const publisher = new EventPublisher({ redis_url: process.env.REDIS_URL!, namespace: id });
    const payload = { user_id: USER, session_ids: ['ends-soon'], reason: 'logout' };
    await publisher.publish('auth', newEvent(sessionsRevoked.type, payload));
    await eventually(async () => {
      expect((await api.post(`/echo/${USER}`, { text: 'a' }, { token: session })).status).toBe(401);
    });
    await publisher.close();
  });

  it('shows its health and its figures', async () => {
    expect(await (await fetch(`${app.url}/health/live`)).json()).toEqual({ status: 'up' });
    expect(await (await fetch(`${app.url}/health/ready`)).json()).toEqual({
      status: 'up',
      checks: { mongodb: 'up', redis: 'up', sessions: 'up' },
    });
    expect(await (await fetch(`${app.url}/metrics`)).text()).toContain(
      'http_requests_total{method="POST",route="/api/v1/echo/:id"',
    );
  });

  it('names what is not implemented, what is missing, and a port that is taken', async () => {
    const lacking = {
      ...definition,
      contracts: [...definition.contracts, { ...open, name: 'spec.other', path: '/other' }],
    };
    await expect(startService(lacking, ENV)).rejects.toThrow('auth implements no spec.other');
    await expect(startService(definition, { ...ENV, REDIS_URL: '' })).rejects.toThrow(
      'REDIS_URL (is missing)',
    );
    await expect(startService(definition, { ...ENV, PORT: String(app.port) })).rejects.toThrow(
      `Port ${app.port} is taken`,
    );
  });
});
