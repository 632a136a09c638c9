import { startAcademy, TEST_PASSWORD, type Academy } from '@har/testing';
import { forgetKeys, forgiveAddress } from './forget-keys';

let academy: Academy;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth'] });
});
afterAll(() => academy?.stop());
beforeEach(() => forgiveAddress(academy));

const NEW_PASSWORD = 'Better-Horse-10';
const login = (email: string, password: string) => academy.api.post('/auth/login', { email, password });
const change = (token: string, old_password = TEST_PASSWORD, new_password = NEW_PASSWORD) =>
  academy.api.post('/auth/change-password', { old_password, new_password }, { token });

describe('POST /auth/change-password', () => {
  it('changes the password, ends the other sessions and keeps this one', async () => {
    const { token, refresh_token, email } = await academy.newLearner();
    const other = (await login(email, TEST_PASSWORD)).body.data;
    const answer = await change(token);
    expect(answer).toMatchObject({ status: 200, body: { success: true, message: 'Password changed' } });
    await academy.eventually(async () => {
      await expect(academy.api.get('/auth/profile', { token: other.token })).resolves.toMatchObject({
        status: 401,
      });
    });
    const dead = await academy.api.post('/auth/refresh-token', { refresh_token: other.refresh_token });
    expect(dead.status).toBe(401);
    await expect(academy.api.get('/auth/profile', { token })).resolves.toMatchObject({ status: 200 });
    await expect(academy.api.post('/auth/refresh-token', { refresh_token })).resolves.toMatchObject({
      status: 200,
    });
    await expect(login(email, TEST_PASSWORD)).resolves.toMatchObject({ status: 401 });
    await expect(login(email, NEW_PASSWORD)).resolves.toMatchObject({ status: 200 });
  });

  it('tells the user by mail, in their language', async () => {
    const { token, email } = await academy.newLearner({ language: 'fr' });
    await change(token);
    const mail = await academy.eventually(async () => {
      const found = (await academy.mails()).find(({ to }) => to === email);
      expect(found).toBeDefined();
      return found!;
    });
    expect(mail.subject).toBe('Votre mot de passe a été changé');
  });

  it('refuses a wrong old password, and counts it as a failed sign-in', async () => {
    const { token, email } = await academy.newLearner();
    for (let i = 0; i < 5; i++) {
      const answer = await change(token, 'Wrong-Horse-9');
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'WRONG_PASSWORD' } } });
    }
    await forgiveAddress(academy);
    const locked = { status: 429, body: { error: { code: 'TOO_MANY_LOGIN_FAILURES' } } };
    await expect(change(token)).resolves.toMatchObject(locked);
    await expect(login(email, TEST_PASSWORD)).resolves.toMatchObject(locked);
  });

  it('refuses a weak new password', async () => {
    const { token } = await academy.newLearner();
    const answer = await change(token, TEST_PASSWORD, 'weak');
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'WEAK_PASSWORD' } } });
    expect(answer.body.error.details[0].field).toBe('body.new_password');
  });

  it('lets one of parallel changes win', async () => {
    const { token, email } = await academy.newLearner();
    const passwords = Array.from({ length: 5 }, (_, i) => `Better-Horse-${i}`);
    const answers = await Promise.all(passwords.map((password) => change(token, TEST_PASSWORD, password)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 401, 401, 401, 401]);
    const winner = passwords[answers.findIndex(({ status }) => status === 200)]!;
    await forgetKeys(academy, 'auth:{login-throttle}');
    await expect(login(email, winner)).resolves.toMatchObject({ status: 200 });
  });

  it('is 404 when the account is gone', async () => {
    const { token, email } = await academy.newLearner();
    await academy.collection('auth', 'users').updateOne({ email }, { $set: { status: 'deleted' } });
    await expect(change(token)).resolves.toMatchObject({ status: 404 });
  });

  it('needs a token and both passwords', async () => {
    const body = { old_password: TEST_PASSWORD, new_password: NEW_PASSWORD };
    await expect(academy.api.post('/auth/change-password', body)).resolves.toMatchObject({ status: 401 });
    const { token } = await academy.newLearner();
    const answer = await academy.api.post('/auth/change-password', { new_password: NEW_PASSWORD }, { token });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
  });
});
