import { startAcademy, TEST_PASSWORD, type Academy, type CaughtMail } from '@har/testing';
import { forgetKeys, forgiveAddress } from './forget-keys';

let academy: Academy;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth'], replicas: { auth: 2 } });
});
afterAll(() => academy?.stop());
beforeEach(async () => {
  await forgetKeys(academy, 'auth:reset-limit:ip');
  await forgiveAddress(academy);
});

const NEW_PASSWORD = 'Better-Horse-10';
const users = () => academy.collection('auth', 'users');
const login = (email: string, password: string) => academy.api.post('/auth/login', { email, password });
const request = (email: string, headers?: Record<string, string>) =>
  academy.api.post('/auth/request-password-reset', { email }, { headers });
const redeem = (token: string, new_password = NEW_PASSWORD) =>
  academy.api.post('/auth/reset-password', { token, new_password });

async function mailsTo(email: string, count: number): Promise<CaughtMail[]> {
  return academy.eventually(async () => {
    const mails = (await academy.mails()).filter(({ to }) => to === email);
    expect(mails).toHaveLength(count);
    return mails;
  });
}

function linkIn({ text }: CaughtMail): URL {
  return new URL(/https?:\/\/\S+/.exec(text)![0]);
}

async function newToken(email: string, mailsBefore = 0): Promise<string> {
  expect(await request(email)).toMatchObject({ status: 200, body: { success: true, message: 'Email sent' } });
  const mails = await mailsTo(email, mailsBefore + 1);
  return linkIn(mails.at(-1)!).searchParams.get('token')!;
}

describe('POST /auth/request-password-reset', () => {
  it('mails a link in the user’s language, on the configured address whatever the headers say', async () => {
    const { email } = await academy.newLearner({ language: 'fr', first_name: '<b>Zoé</b>' });
    const spoofed = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      origin: 'http://evil.example',
    };
    await expect(request(` ${email.toUpperCase()}`, spoofed)).resolves.toMatchObject({ status: 200 });
    const [mail] = await mailsTo(email, 1);
    expect(mail!.subject).toBe('Choisissez un nouveau mot de passe');
    expect(mail!.text).toContain('Bonjour <b>Zoé</b>,');
    expect(mail!.html).toContain('Bonjour &lt;b&gt;Zoé&lt;/b&gt;,');
    const link = linkIn(mail!);
    expect(link.origin + link.pathname).toBe('http://front.test/reset-password');
    expect(JSON.stringify(mail)).not.toContain('evil');
    expect(mail!.html).toContain(link.href);
    expect(Buffer.from(link.searchParams.get('token')!, 'base64url')).toHaveLength(32);
  });

  it('stores the token only as a hash, for an hour', async () => {
    const { email } = await academy.newLearner();
    const token = await newToken(email);
    const stored = await users().findOne({ email });
    expect(JSON.stringify(stored)).not.toContain(token);
    const mails = await academy
      .collection('auth', 'mails')
      .find({ user_id: String(stored!._id) })
      .toArray();
    expect(JSON.stringify(mails)).not.toContain(token);
    const validFor = stored!.password_reset.expires_at.getTime() - Date.now();
    expect(validFor).toBeGreaterThan(3_500_000);
    expect(validFor).toBeLessThanOrEqual(3_600_000);
  });

  it('says that an address is unknown, as 001 asks', async () => {
    const answer = await request('nobody@test.har.academy');
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'EMAIL_NOT_FOUND' } } });
    const { email } = await academy.newLearner();
    await users().updateOne({ email }, { $set: { status: 'deleted' } });
    await expect(request(email)).resolves.toMatchObject({ status: 400 });
  });

  it('does not flood a mailbox', async () => {
    const { email } = await academy.newLearner();
    for (let i = 0; i < 5; i++) await expect(request(email)).resolves.toMatchObject({ status: 200 });
    const answer = await request(email);
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'RATE_LIMITED' } } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3_000);
    await mailsTo(email, 5);
  });

  it.each([[{}], [{ email: 'nobody' }], [{ email: ['a@b.fr'] }], [{ email: 'a@b.fr', host: 'evil' }]])(
    'refuses the body %j',
    async (body) => {
      const answer = await academy.api.post('/auth/request-password-reset', body);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
    },
  );
});

describe('POST /auth/reset-password', () => {
  it('sets a new password, ends every session and tells the user', async () => {
    const { email, token: access, refresh_token } = await academy.newLearner();
    const token = await newToken(email);
    expect(await redeem(token)).toMatchObject({
      status: 200,
      body: { success: true, message: 'Password reset' },
    });
    await academy.eventually(async () => {
      await expect(academy.api.get('/auth/profile', { token: access })).resolves.toMatchObject({
        status: 401,
      });
    });
    const refreshed = await academy.api.post('/auth/refresh-token', { refresh_token });
    expect(refreshed.status).toBe(401);
    await expect(login(email, TEST_PASSWORD)).resolves.toMatchObject({ status: 401 });
    await expect(login(email, NEW_PASSWORD)).resolves.toMatchObject({ status: 200 });
    const mails = await mailsTo(email, 2);
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Choose a new password',
      'Your password was changed',
    ]);
  });

  it('works once, of 20 parallel redemptions too', async () => {
    const { email } = await academy.newLearner();
    const token = await newToken(email);
    const passwords = Array.from({ length: 20 }, (_, i) => `Better-Horse-${i}`);
    const answers = await Promise.all(passwords.map((password) => redeem(token, password)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(19).fill(401)]);
    expect(answers.find(({ status }) => status === 401)!.body.error.code).toBe('INVALID_RESET_TOKEN');
    const winner = passwords[answers.findIndex(({ status }) => status === 200)]!;
    await expect(login(email, winner)).resolves.toMatchObject({ status: 200 });
    await expect(redeem(token)).resolves.toMatchObject({ status: 401 });
  });

  it('gives the owner of a locked account their access back', async () => {
    const { email } = await academy.newLearner();
    for (let i = 0; i < 5; i++) await login(email, 'Wrong-Horse-9');
    await forgiveAddress(academy);
    await expect(login(email, TEST_PASSWORD)).resolves.toMatchObject({ status: 429 });
    await redeem(await newToken(email));
    await expect(login(email, NEW_PASSWORD)).resolves.toMatchObject({ status: 200 });
  });

  it('refuses a weak password and leaves the link good', async () => {
    const { email } = await academy.newLearner();
    const token = await newToken(email);
    const answer = await redeem(token, 'weak');
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'WEAK_PASSWORD' } } });
    await expect(redeem(token)).resolves.toMatchObject({ status: 200 });
  });

  it('refuses an expired link', async () => {
    const { email } = await academy.newLearner();
    const token = await newToken(email);
    await users().updateOne({ email }, { $set: { 'password_reset.expires_at': new Date(Date.now() - 1) } });
    await expect(redeem(token)).resolves.toMatchObject({ status: 401 });
  });

  it('refuses an older link once a newer one was asked for, or the password was changed', async () => {
    const learner = await academy.newLearner();
    const first = await newToken(learner.email);
    const second = await newToken(learner.email, 1);
    await expect(redeem(first)).resolves.toMatchObject({ status: 401 });
    const change = { old_password: TEST_PASSWORD, new_password: NEW_PASSWORD };
    await academy.api.post('/auth/change-password', change, { token: learner.token });
    await expect(redeem(second)).resolves.toMatchObject({ status: 401 });
  });

  it('refuses made-up tokens', async () => {
    for (const token of ['x', 'A'.repeat(43), '../../etc/passwd']) {
      await expect(redeem(token)).resolves.toMatchObject({
        status: 401,
        body: { error: { code: 'INVALID_RESET_TOKEN' } },
      });
    }
    const answer = await academy.api.post('/auth/reset-password', {
      token: { $ne: null },
      new_password: NEW_PASSWORD,
    });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
  });
});
