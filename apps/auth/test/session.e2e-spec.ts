import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { decode } from 'jsonwebtoken';
import { startAcademy, type Academy, type TestUser } from '@har/testing';

let academy: Academy;
let genuine: string;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth'], replicas: { auth: 2 } });
  genuine = (await academy.newLearner()).token;
});
afterAll(() => academy?.stop());

const refresh = (refresh_token: string) => academy.api.post('/auth/refresh-token', { refresh_token });
const sessionIdOf = (token: string) => (decode(token) as { sid: string }).sid;
const sessions = () => academy.collection('auth', 'sessions');

/** The gateway's and both replicas' own doors. */
const doors = () => [academy.api, academy.apiOf('auth', 0), academy.apiOf('auth', 1)];

async function expectEverywhere(token: string, status: number): Promise<void> {
  await academy.eventually(async () => {
    for (const door of doors())
      await expect(door.get('/auth/verify-jwt', { token })).resolves.toMatchObject({ status });
  });
}

async function changeSession(token: string, update: object): Promise<void> {
  const all = await sessions().find().toArray();
  const session = all.find(({ _id }) => String(_id) === sessionIdOf(token));
  await sessions().updateOne({ _id: session!._id }, update);
}

describe('GET /auth/verify-jwt', () => {
  it('says whose token it is', async () => {
    const { token, user_id } = await academy.newLearner();
    for (const door of doors()) {
      const answer = await door.get('/auth/verify-jwt', { token });
      expect(answer).toMatchObject({ status: 200, body: { success: true, data: { valid: true, user_id } } });
    }
  });

  it('carries what others need, signed with a published RSA key', async () => {
    const { token, user_id } = await academy.newLearner();
    const { header, payload } = decode(token, { complete: true })!;
    expect(header).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: expect.any(String) });
    expect(payload).toEqual({
      sub: user_id,
      role: 'learner',
      sid: expect.stringMatching(/^[0-9a-f]{24}$/),
      language: 'en',
      iss: 'har-academy',
      aud: 'har-academy-api',
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
    const { iat, exp } = payload as { iat: number; exp: number };
    expect(exp - iat).toBe(86_400);
    const jwks = await academy.api.get('/auth/jwks');
    expect(jwks.status).toBe(200);
    const key = jwks.body.data.keys.find(({ kid }: { kid: string }) => kid === header.kid);
    expect(key).toEqual({
      kid: header.kid,
      kty: 'RSA',
      alg: 'RS256',
      use: 'sig',
      n: expect.any(String),
      e: 'AQAB',
    });
  });

  it.each([
    ['no token', () => undefined],
    ['something else', () => 'not.a.token'],
    ['another signature', (token: string) => `${token.slice(0, -6)}AAAAAA`],
    ['no signature', (token: string) => unsigned(token)],
    ['the public key as a shared secret', (token: string) => confused(token)],
    ['a key of one’s own', (token: string) => selfSigned(token, {})],
    ['a key of one’s own under the real id', (token: string) => selfSigned(token, { kid: kidOf(token) })],
  ])('refuses %s', async (_name, forge) => {
    const token = forge(genuine);
    for (const door of doors()) {
      const answer = await door.get('/auth/verify-jwt', { token });
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHORIZED' } } });
    }
  });

  it('ignores headers that claim an identity', async () => {
    const headers = { 'x-user-id': '000000000000000000000000', 'x-user-role': 'admin' };
    const answer = await academy.api.get('/auth/verify-jwt', { headers });
    expect(answer.status).toBe(401);
  });
});

describe('POST /auth/logout', () => {
  it('ends the session everywhere', async () => {
    const { token, refresh_token } = await academy.newLearner();
    const answer = await academy.api.post('/auth/logout', undefined, { token });
    expect(answer).toMatchObject({ status: 200, body: { success: true, message: 'Logged out' } });
    await expectEverywhere(token, 401);
    await expect(refresh(refresh_token)).resolves.toMatchObject({ status: 401 });
  });

  it('leaves the user’s other sessions', async () => {
    const learner = await academy.newLearner();
    const { email, password } = learner;
    const other = await academy.api.post('/auth/login', { email, password });
    await academy.api.post('/auth/logout', undefined, { token: learner.token });
    await expectEverywhere(learner.token, 401);
    await expectEverywhere(other.body.data.token, 200);
  });

  it('needs a token', async () => {
    await expect(academy.api.post('/auth/logout')).resolves.toMatchObject({ status: 401 });
  });
});

describe('POST /auth/refresh-token', () => {
  it('answers new tokens of the same session', async () => {
    const learner = await academy.newLearner();
    const answer = await refresh(learner.refresh_token);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ token: expect.any(String), refresh_token: expect.any(String) });
    expect(answer.body.data.refresh_token).not.toBe(learner.refresh_token);
    expect(sessionIdOf(answer.body.data.token)).toBe(sessionIdOf(learner.token));
    await expectEverywhere(answer.body.data.token, 200);
  });

  it('stores no token in clear', async () => {
    const learner = await academy.newLearner();
    const { refresh_token } = (await refresh(learner.refresh_token)).body.data;
    const stored = JSON.stringify(await sessions().find().toArray());
    for (const token of [learner.refresh_token, refresh_token]) {
      expect(stored).not.toContain(token.split('.')[1]);
    }
  });

  it('gives one successor to 50 parallel callers', async () => {
    const learner = await academy.newLearner();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        doors()[i % 3]!.post('/auth/refresh-token', { refresh_token: learner.refresh_token }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(answers.map(({ body }) => body.data.refresh_token));
    expect(successors.size).toBe(1);
    const [successor] = [...successors];
    await expect(refresh(successor)).resolves.toMatchObject({ status: 200 });
  });

  it('ends the session when a token older than the parent is repeated', async () => {
    const learner = await academy.newLearner();
    const second = (await refresh(learner.refresh_token)).body.data;
    const third = (await refresh(second.refresh_token)).body.data;
    await expect(refresh(learner.refresh_token)).resolves.toMatchObject({
      status: 401,
      body: { error: { code: 'INVALID_REFRESH_TOKEN' } },
    });
    await expect(refresh(third.refresh_token)).resolves.toMatchObject({ status: 401 });
    for (const token of [learner.token, second.token, third.token]) await expectEverywhere(token, 401);
  });

  it('ends the session when the parent is repeated after ten seconds', async () => {
    const learner = await academy.newLearner();
    const second = (await refresh(learner.refresh_token)).body.data;
    await changeSession(second.token, { $set: { rotated_at: new Date(Date.now() - 10_500) } });
    await expect(refresh(learner.refresh_token)).resolves.toMatchObject({ status: 401 });
    await expect(refresh(second.refresh_token)).resolves.toMatchObject({ status: 401 });
    await expectEverywhere(second.token, 401);
  });

  it('lets made-up tokens end nobody’s session', async () => {
    const learner = await academy.newLearner();
    const [sid, value, seal] = learner.refresh_token.split('.') as [string, string, string];
    const other = `${value.slice(0, -2)}${value.endsWith('AA') ? 'BA' : 'AA'}`;
    for (const forged of [
      `${sid}.${other}.${seal}`,
      `${sid}.${value}.${'A'.repeat(22)}`,
      `${sid}.${value}`,
      'x',
      '',
    ]) {
      const answer = await refresh(forged);
      expect(answer.status).toBe(forged === '' ? 400 : 401);
    }
    await expect(refresh(learner.refresh_token)).resolves.toMatchObject({ status: 200 });
  });

  it('refuses an expired token', async () => {
    const learner = await academy.newLearner();
    await changeSession(learner.token, { $set: { expires_at: new Date(Date.now() - 1) } });
    await expect(refresh(learner.refresh_token)).resolves.toMatchObject({ status: 401 });
  });

  it('carries the user’s present role', async () => {
    const instructor = await academy.newInstructor();
    const { token } = (await refresh(instructor.refresh_token)).body.data;
    expect(decode(token)).toMatchObject({ role: 'instructor', sub: instructor.user_id });
  });

  it.each([[{}], [{ refresh_token: 7 }], [{ refresh_token: { $ne: '' } }], [{ refresh_token: 'a', x: 1 }]])(
    'refuses the body %j',
    async (body) => {
      const answer = await academy.api.post('/auth/refresh-token', body);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
    },
  );
});

describe('sessions that a change of the account ended', () => {
  it('cannot be refreshed even before they are marked as ended', async () => {
    const learner: TestUser = await academy.newLearner();
    await academy
      .collection('auth', 'users')
      .updateOne({ email: learner.email }, { $inc: { session_epoch: 1 } });
    await expect(refresh(learner.refresh_token)).resolves.toMatchObject({ status: 401 });
  });
});

function kidOf(token: string): string {
  return decode(token, { complete: true })!.header.kid!;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function unsigned(token: string): string {
  return `${encode({ alg: 'none', typ: 'at+jwt', kid: kidOf(token) })}.${token.split('.')[1]}.`;
}

function confused(token: string): string {
  const content = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: kidOf(token) })}.${token.split('.')[1]}`;
  return `${content}.${createHmac('sha256', kidOf(token)).update(content).digest('base64url')}`;
}

function selfSigned(token: string, header: object): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const content = `${encode({ alg: 'RS256', typ: 'at+jwt', kid: 'mine', ...header })}.${token.split('.')[1]}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(privateKey, 'base64url')}`;
}
