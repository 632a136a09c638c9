import { hashSync } from 'bcryptjs';
import { startAcademy, TEST_PASSWORD, type Academy, type TestUser } from '@har/testing';
import { forgetKeys, forgiveAddress } from './forget-keys';

let academy: Academy;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth'] });
});
afterAll(() => academy?.stop());

const login = (email: string, password = TEST_PASSWORD) =>
  academy.api.post('/auth/login', { email, password });
const users = () => academy.collection('auth', 'users');

describe('POST /auth/login', () => {
  beforeEach(() => forgiveAddress(academy));

  it('answers user, token and refresh token', async () => {
    const { email, user_id } = await academy.newLearner();
    const answer = await login(` ${email.toUpperCase()} `);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({
      user: expect.objectContaining({ _id: user_id, email, role: 'learner' }),
      token: expect.any(String),
      refresh_token: expect.any(String),
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/password|search_terms|outbox|epoch|version/);
    const stored = await users().findOne({ email });
    expect(answer.body.data.user.last_login_at).toBe(stored!.last_login_at.toISOString());
  });

  it('says the same of an unknown address and of a wrong password', async () => {
    const { email } = await academy.newLearner();
    const wrong = await login(email, 'Wrong-Horse-9');
    const unknown = await login('nobody@test.har.academy', 'Wrong-Horse-9');
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: 'INVALID_CREDENTIALS' } } });
    const shape = ({ status, body }: typeof wrong) => ({ status, error: { ...body.error, request_id: '' } });
    expect(shape(unknown)).toEqual(shape(wrong));
  });

  it('tells suspended users so, but only with the right password', async () => {
    const { email } = await academy.newLearner();
    await users().updateOne({ email }, { $set: { status: 'suspended' } });
    const answer = await login(email);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'ACCOUNT_SUSPENDED' } } });
    await expect(login(email, 'Wrong-Horse-9')).resolves.toMatchObject({ status: 401 });
  });

  it('knows nothing of deleted users', async () => {
    const { email } = await academy.newLearner();
    await users().updateOne({ email }, { $set: { status: 'deleted' } });
    await expect(login(email)).resolves.toMatchObject({ status: 401 });
  });

  it.each([
    [{ email: 'a@b.fr' }, 'body.password'],
    [{ password: 'x' }, 'body.email'],
    [{ email: { $ne: null }, password: { $ne: null } }, 'body.email'],
    [{ email: 'a@b.fr', password: 'x', remember: true }, 'body.remember'],
  ])('refuses %j', async (body, field) => {
    const answer = await academy.api.post('/auth/login', body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
    expect(answer.body.error.details).toContainEqual(expect.objectContaining({ field }));
  });

  it('hashes anew what was hashed with less', async () => {
    const { email } = await academy.newLearner();
    await users().updateOne({ email }, { $set: { password_hash: hashSync(TEST_PASSWORD, 4) } });
    await expect(login(email)).resolves.toMatchObject({ status: 200 });
    const stored = await users().findOne({ email });
    expect(stored!.password_hash).toMatch(/^\$2[aby]\$10\$/);
    await expect(login(email)).resolves.toMatchObject({ status: 200 });
  });

  it('opens no session for who proved a password that was changed meanwhile', async () => {
    const { email, user_id } = await academy.newLearner();
    const ends = users().updateOne({ email }, { $inc: { session_epoch: 1 } });
    const [answer] = await Promise.all([login(email), ends]);
    const active = await academy
      .collection('auth', 'sessions')
      .find({ ended_at: null })
      .toArray()
      .then((sessions) => sessions.filter((session) => String(session.user_id) === user_id));
    const stored = await users().findOne({ email });
    const current = active.filter((session) => session.epoch === stored!.session_epoch);
    expect(current).toHaveLength(answer.status === 200 ? 1 : 0);
  });
});

describe('the limit of failed sign-ins', () => {
  beforeEach(() => forgiveAddress(academy));

  it('locks after five failures, refuses the right password alike and says for how long', async () => {
    const { email } = await academy.newLearner();
    for (let i = 0; i < 5; i++) {
      await expect(login(email, `Wrong-Horse-${i}`)).resolves.toMatchObject({ status: 401 });
    }
    const right = await login(email);
    const wrong = await login(email, 'Wrong-Horse-9');
    for (const answer of [right, wrong]) {
      expect(answer).toMatchObject({ status: 429, body: { error: { code: 'TOO_MANY_LOGIN_FAILURES' } } });
      const retryAfter = Number(answer.headers.get('retry-after'));
      expect(retryAfter).toBeGreaterThan(500);
      expect(retryAfter).toBeLessThanOrEqual(600);
    }
  });

  it('verifies at most five of 60 parallel guesses', async () => {
    const { email } = await academy.newLearner();
    const guesses = Array.from({ length: 60 }, (_, i) =>
      login(email, i === 59 ? TEST_PASSWORD : `Wrong-Horse-${i}`),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(5);
    expect(new Set(statuses)).toEqual(new Set(statuses.includes(200) ? [200, 401, 429] : [401, 429]));
  });

  it('serves a burst of right passwords from one address', async () => {
    const learners: TestUser[] = [];
    for (let i = 0; i < 3; i++) learners.push(await academy.newLearner());
    const logins = Array.from({ length: 24 }, (_, i) => login(learners[i % 3]!.email));
    const statuses = (await Promise.all(logins)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('locks unknown accounts like known ones', async () => {
    const email = 'never-registered@test.har.academy';
    for (let i = 0; i < 5; i++)
      await expect(login(email, 'Wrong-Horse-9')).resolves.toMatchObject({ status: 401 });
    await forgiveAddress(academy);
    await expect(login(email, 'Wrong-Horse-9')).resolves.toMatchObject({ status: 429 });
  });
});

describe('the administrator of the environment', () => {
  beforeEach(() => forgiveAddress(academy));

  it('signs in by the same route and is an admin without an account in the database', async () => {
    const admin = await academy.admin();
    expect(admin.user_id).toBe('000000000000000000000000');
    await expect(users().countDocuments({ email: admin.email })).resolves.toBe(0);
    const profile = await academy.api.get('/auth/profile', { token: admin.token });
    expect(profile.body.data.user).toMatchObject({
      email: admin.email,
      role: 'admin',
      status: 'active',
      created_at: null,
    });
    await expect(academy.api.get('/admin/users', { token: admin.token })).resolves.toMatchObject({
      status: 200,
    });
    const refreshed = await academy.api.post('/auth/refresh-token', { refresh_token: admin.refresh_token });
    expect(refreshed.status).toBe(200);
    await academy.api.post('/auth/logout', undefined, { token: refreshed.body.data.token });
    await academy.eventually(async () => {
      await expect(academy.api.get('/auth/profile', { token: admin.token })).resolves.toMatchObject({
        status: 401,
      });
    });
  });

  it('is changed in the configuration only', async () => {
    const { token, email, password } = await academy.admin();
    const forbidden = { status: 403, body: { error: { code: 'CONFIGURED_ACCOUNT' } } };
    const change = { old_password: password, new_password: 'Another-Horse-9' };
    expect(await academy.api.post('/auth/change-password', change, { token })).toMatchObject(forbidden);
    expect(await academy.api.patch('/auth/profile', { first_name: 'Root' }, { token })).toMatchObject(
      forbidden,
    );
    const application = { bio: 'Teaches.', expertise_tags: ['Excel'] };
    expect(await academy.api.post('/auth/instructor-profile', application, { token })).toMatchObject(
      forbidden,
    );
    const reset = await academy.api.post('/auth/request-password-reset', { email });
    expect(reset).toMatchObject({ status: 400, body: { error: { code: 'EMAIL_NOT_FOUND' } } });
  });

  it('is throttled like everybody', async () => {
    const email = academy.env.ADMIN_EMAIL!;
    for (let i = 0; i < 5; i++)
      await expect(login(email, 'Wrong-Horse-9')).resolves.toMatchObject({ status: 401 });
    await expect(login(email, academy.env.ADMIN_PASSWORD)).resolves.toMatchObject({ status: 429 });
    await forgetKeys(academy, 'auth:{login-throttle}');
  });
});
