import { randomUUID } from 'node:crypto';
import { sessionsEnding } from '@har/contracts';
import { withServiceContext } from '@har/operations';
import { ApiClient, startAcademy, type Academy, type TestUser } from '@har/testing';
import { definition, start } from '../src/auth.app';
import { rebuildCounters } from '../src/rebuild-counters';
import { rotateSigningKey } from '../src/rotate-signing-key';
import { forgetKeys } from './forget-keys';

let academy: Academy;
const later: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth'] });
});
afterAll(async () => {
  for (const app of later) await app.stop();
  await academy?.stop();
});

const verify = (token: string, api = academy.api) => api.get('/auth/verify-jwt', { token });
const logout = (token: string) => academy.api.post('/auth/logout', undefined, { token });

/** Another replica, which knows only what the stores know. */
async function startReplica(env: NodeJS.ProcessEnv = {}): Promise<ApiClient> {
  const app = await start({ ...academy.env, PORT: '0', ...env });
  later.push(app);
  await academy.eventually(async () => {
    const ready = await fetch(`${app.url}/health/ready`);
    expect(ready.status).toBe(200);
  });
  return new ApiClient(app.url);
}

describe('ended sessions', () => {
  it('stay ended for a replica that starts later, and when Redis has lost everything', async () => {
    const gone = await academy.newLearner();
    const stays = await academy.newLearner();
    await logout(gone.token);
    await academy.eventually(async () => expect((await verify(gone.token)).status).toBe(401));
    // The news is over: this one can only have asked what ended.
    const replica = await startReplica();
    await expect(verify(gone.token, replica)).resolves.toMatchObject({ status: 401 });
    await forgetKeys(academy, '');
    const last = await startReplica();
    await academy.eventually(async () => {
      for (const api of [academy.api, academy.apiOf('auth'), replica, last]) {
        await expect(verify(gone.token, api)).resolves.toMatchObject({ status: 401 });
        await expect(verify(stays.token, api)).resolves.toMatchObject({ status: 200 });
      }
    }, 30_000);
    const refreshed = await academy.api.post('/auth/refresh-token', { refresh_token: gone.refresh_token });
    expect(refreshed.status).toBe(401);
  });

  it('end even if the process that changed the account died before it could end them', async () => {
    const { token, user_id } = await academy.newLearner();
    const users = academy.collection('auth', 'users');
    const payload = { user_id, epoch: 1, reason: 'password_changed' };
    const event = { id: randomUUID(), type: sessionsEnding.type, at: new Date(Date.now() - 5_000), payload };
    const user = (await users.find().toArray()).find(({ _id }) => String(_id) === user_id)!;
    await users.updateOne(
      { _id: user._id },
      { $set: { session_epoch: 1 }, $push: { outbox: event as never } },
    );
    await academy.eventually(async () => expect((await verify(token)).status).toBe(401), 30_000);
  });

  it('are listed no longer than a token of theirs could live', async () => {
    const { token, user_id } = await academy.newLearner();
    await logout(token);
    const sessions = academy.collection('auth', 'sessions');
    const ended = (await sessions.find().toArray()).find((session) => String(session.user_id) === user_id)!;
    await sessions.updateOne({ _id: ended._id }, { $set: { ended_at: new Date(Date.now() - 86_461_000) } });
    const replica = await startReplica();
    await expect(verify(token, replica)).resolves.toMatchObject({ status: 200 });
  });
});

describe('a changed password of the configured administrator', () => {
  it('ends the sessions from before', async () => {
    const admin: TestUser = await academy.admin();
    await expect(verify(admin.token)).resolves.toMatchObject({ status: 200 });
    const replica = await startReplica({ ADMIN_PASSWORD: 'An0ther-of-the-tests' });
    await academy.eventually(async () => expect((await verify(admin.token)).status).toBe(401));
    const refreshed = await replica.post('/auth/refresh-token', { refresh_token: admin.refresh_token });
    expect(refreshed.status).toBe(401);
  });

  it('is no account at all where none is configured', async () => {
    const admin = await academy.admin();
    const replica = await startReplica({ ADMIN_EMAIL: '', ADMIN_PASSWORD: '' });
    const { email, password, token } = admin;
    await expect(replica.post('/auth/login', { email, password })).resolves.toMatchObject({ status: 401 });
    await expect(replica.get('/auth/profile', { token })).resolves.toMatchObject({ status: 404 });
  });
});

describe('commands', () => {
  it('rotate the signing key while tokens of the old one stay valid', async () => {
    const { token } = await academy.newLearner();
    const { kid, signs_from } = await withServiceContext(definition, academy.env, rotateSigningKey);
    expect(signs_from.getTime()).toBeGreaterThan(Date.now());
    const jwks = await startReplica().then((replica) => replica.get('/auth/jwks'));
    expect(jwks.body.data.keys.map((key: { kid: string }) => key.kid)).toContain(kid);
    await expect(verify(token)).resolves.toMatchObject({ status: 200 });
  });

  it('mend the figures of instructors, and find nothing where nothing is wrong', async () => {
    const { user_id, email } = await academy.newInstructor();
    await expect(withServiceContext(definition, academy.env, rebuildCounters)).resolves.toEqual([]);
    const wrong = { 'instructor_info.total_courses': 7, 'instructor_info.rating': 3 };
    await academy.collection('auth', 'users').updateOne({ email }, { $set: wrong });
    await expect(withServiceContext(definition, academy.env, rebuildCounters)).resolves.toEqual([
      { user_id, kept: { total_courses: 7, rating: 3 }, counted: { total_courses: 0, rating: 0 } },
    ]);
    const shown = await academy.api.get(`/auth/users/${user_id}`);
    expect(shown.body.data.user.instructor_info).toMatchObject({ total_courses: 0, rating: 0 });
  });
});

describe('the configuration', () => {
  it.each([
    [{ KEY_ENCRYPTION_SECRET: 'short' }, /KEY_ENCRYPTION_SECRET \(needs at least 32 characters\)/],
    [{ KEY_ENCRYPTION_SECRET: '' }, /KEY_ENCRYPTION_SECRET \(is missing\)/],
    [{ ADMIN_PASSWORD: 'weak' }, /ADMIN_PASSWORD/],
    [{ ADMIN_PASSWORD: '' }, /ADMIN|object\.and/],
    [{ SECURITY_PROFILE: 'none' }, /SECURITY_PROFILE \(must be one of standard \| strict\)/],
    [{ KEY_ENCRYPTION_SECRET: 'x'.repeat(32) }, /KEY_ENCRYPTION_SECRET is not the one/],
  ])('stops the boot where %j', async (env, reason) => {
    await expect(start({ ...academy.env, PORT: '0', ...env })).rejects.toThrow(reason);
  });
});
