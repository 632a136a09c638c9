import { ADMIN_EMAIL, ADMIN_PASSWORD, type ApiAnswer, type TestUser } from '@har/testing';
import { LogCapture } from './log-capture';
import { CANARIES, Platform, ROUTES } from './platform';

let log: LogCapture;
let platform: Platform;

beforeAll(async () => {
  log = new LogCapture();
  platform = await Platform.start({ LOG_LEVEL: 'info' });
});
afterAll(async () => {
  log?.stop();
  await platform?.stop();
});

describe('promise 14: paid bodies and answer keys never reach the unentitled', () => {
  const everything = Object.values(CANARIES);
  const keys = everything.filter((canary) => canary !== CANARIES.content);

  const textOf = ({ body, headers }: ApiAnswer) =>
    (typeof body === 'string' ? body : JSON.stringify(body)) + JSON.stringify([...headers]);

  async function leaksTo(who: TestUser | undefined, canaries: readonly string[]): Promise<string[]> {
    const leaks: string[] = [];
    const { course, draft, api } = platform;
    const note = (what: string, answer: ApiAnswer) => {
      const text = textOf(answer);
      for (const canary of canaries) if (text.includes(canary)) leaks.push(`${what} shows ${canary}`);
    };
    // Reads first: what a write refuses or changes comes after.
    const routes = [...ROUTES].sort((a, b) => Number(b.method === 'GET') - Number(a.method === 'GET'));
    for (const route of routes.filter(({ service, method }) => service !== 'auth' || method === 'GET')) {
      for (const { id, module_id, lesson_ids } of [course, draft]) {
        const lessons = route.path.includes(':lesson_id') ? lesson_ids : lesson_ids.slice(0, 1);
        for (const lesson_id of lessons) {
          const ids: Record<string, string> = route.path.startsWith('/courses/:id')
            ? { id, module_id, lesson_id }
            : {};
          const example = platform.bodyOf(route);
          const body = example && { ...example, ...('course_id' in example && { course_id: id }) };
          const path = platform.pathOf(route, ids) + platform.queryOf(route);
          note(route.name, await api.request(route.method, path, body, { token: who?.token }));
        }
      }
    }
    for (const canary of everything) {
      note('search', await api.get(`/courses?search=${canary}`));
      const question = { course_id: course.id, message: `What is ${canary}? Which function finds a row?` };
      note('tutor', await api.post('/ai/chat', question, { token: who?.token }));
    }
    return leaks;
  }

  it('shows nothing of them to anybody outside, at any route', async () => {
    expect(await leaksTo(undefined, everything)).toEqual([]);
    expect(await leaksTo(platform.stranger, everything)).toEqual([]);
    expect(await leaksTo(platform.otherInstructor, everything)).toEqual([]);
  });

  it('shows no key and no solution to those who still learn', async () => {
    const { token } = platform.learner;
    const opened = await platform.api.get(
      `/courses/${platform.course.id}/lessons/${platform.course.lesson_ids[0]}`,
      { token },
    );
    // The canary is where it belongs: who paid reads it.
    expect(JSON.stringify(opened.body)).toContain(CANARIES.content);
    expect(await leaksTo(platform.learner, keys)).toEqual([]);
  });
});

describe('promise 39: logs hold every security and money event and no secret', () => {
  const SECRET = 'Canary-Passw0rd-9c1f';
  const CARD = 'pm_card_visa';

  /** Does what is to be found in the log; each part leaves one line at least. */
  async function actOut(): Promise<string[]> {
    const { api, payments, academy, admin } = platform;
    const secrets: string[] = [SECRET, ADMIN_PASSWORD];
    const as = ({ token }: { token: string }) => ({ token });
    const person = await academy.newLearner({ password: SECRET });
    const signedIn = await api.post('/auth/login', { email: person.email, password: SECRET });
    const session = signedIn.body.data as { token: string; refresh_token: string };
    secrets.push(person.token, person.refresh_token, session.token, session.refresh_token);
    await api.post('/auth/login', { email: person.email, password: 'Wrong-Canary-1' });
    secrets.push('Wrong-Canary-1');
    const first = await api.post('/auth/refresh-token', { refresh_token: session.refresh_token });
    const second = await api.post('/auth/refresh-token', {
      refresh_token: first.body.data.refresh_token,
    });
    secrets.push(first.body.data.refresh_token, second.body.data.refresh_token);
    await api.post('/auth/refresh-token', { refresh_token: session.refresh_token });
    await api.post(
      '/auth/change-password',
      { old_password: SECRET, new_password: `${SECRET}-2` },
      as(person),
    );
    await api.post('/auth/request-password-reset', { email: person.email });
    const mail = await academy.eventually(async () => {
      const found = (await academy.mails()).find(
        ({ text, to }) => to === person.email && text.includes('token='),
      );
      if (!found) throw new Error('no mail yet');
      return found;
    });
    const token = /token=([\w.-]+)/.exec(mail.text)![1]!;
    secrets.push(token);
    await api.post('/auth/reset-password', { token, new_password: `${SECRET}-3` });
    const again = await api.post('/auth/login', { email: person.email, password: `${SECRET}-3` });
    const user = { ...person, token: again.body.data.token as string };
    secrets.push(user.token, again.body.data.refresh_token as string);
    await api.get('/admin/users', as(user));
    await api.get('/auth/profile');
    const bio = { bio: 'Teaches.', expertise_tags: ['Excel'] };
    await api.post('/auth/instructor-profile', bio, as(user));
    for (let i = 0; i < 6; i += 1) {
      await api.post('/auth/login', { email: `nobody-${SECRET}@test.har.academy`, password: SECRET });
    }
    await platform.forgetFailures();

    const buyer = await academy.newLearner();
    const bought = await payments.bought(buyer, await payments.newCourse());
    await payments.buy(buyer, await payments.newCourse(), { payment_method_id: 'pm_card_chargeDeclined' });
    await api.post(`/refund/${bought._id}`, undefined, as(buyer));
    const disputed = await payments.bought(buyer, await payments.newCourse());
    const { id: dispute } = await payments.control<{ id: string }>('POST', 'disputes', {
      payment_intent: disputed.stripe_payment_intent_id,
    });
    await academy.eventually(() => expectLine({ message: 'transaction: disputed' }));
    await payments.control('POST', `disputes/${dispute}/close`, { status: 'won' });
    await api.post('/subscribe', { plan: 'basic', payment_method_id: CARD }, as(buyer));
    const gift = { user_id: buyer.user_id, course_id: await payments.newCourse(), source: 'gift' };
    const given = await api.post('/admin/entitlements', gift, as(admin));
    await api.post(`/admin/entitlements/${given.body.data.entitlement._id}/revoke`, undefined, as(admin));
    await payments.sendEvent({ id: 'evt_forged' }, { secret: 'whsec_of_somebody_else' });
    await api.post('/auth/logout', undefined, as(buyer));
    await api.get('/auth/profile', as(buyer));
    await api.put(`/admin/users/${buyer.user_id}`, { status: 'suspended' }, as(admin));
    await api.get('/auth/profile', as(buyer));
    secrets.push(buyer.token, buyer.refresh_token);
    return secrets;
  }

  const expectLine = (fields: object) => expect(log.lines()).toContainEqual(expect.objectContaining(fields));

  const EVENTS: [string, object][] = [
    ['a registration', { message: 'registered' }],
    ['a sign-in', { message: 'signed in' }],
    ['a failed sign-in', { message: 'sign-in failed' }],
    ['a locked account', { message: 'request', code: 'TOO_MANY_LOGIN_FAILURES' }],
    ['a refresh token used again', { level: 'warn', message: expect.stringContaining('refresh token') }],
    ['a changed password', { message: 'password changed' }],
    ['a reset that was asked for', { message: 'password reset asked for' }],
    ['a reset password', { message: 'password reset' }],
    ['a mail that was sent', { message: 'mail sent' }],
    ['a call beyond one’s role', { message: 'request', code: 'ADMIN_REQUIRED' }],
    ['a call without a token', { message: 'request', code: 'UNAUTHORIZED' }],
    ['a new instructor', { message: 'became an instructor' }],
    ['a sign-out', { message: 'session ended' }],
    ['a suspension', { message: 'user administered', status: 'suspended' }],
    ['a suspended caller', { message: 'request', code: 'USER_SUSPENDED' }],
    ['a purchase that was begun', { message: 'transaction: opened' }],
    ['a payment', { message: 'transaction: paid', status: 'completed' }],
    ['a declined card', { message: 'request', code: 'PAYMENT_FAILED' }],
    ['a refund that was asked for', { message: 'transaction: refund_requested' }],
    ['a refund', { message: 'transaction: refunded', status: 'refunded' }],
    ['a dispute', { message: 'transaction: disputed' }],
    ['its end', { message: 'transaction: dispute_closed' }],
    ['a right that opened', { message: 'right opened', source: 'purchase' }],
    ['a right that closed', { message: 'right closed', reason: 'refunded' }],
    ['a subscription', { message: 'subscription changed', status: 'active' }],
    ['a gift', { message: 'right given', source: 'gift' }],
    ['a gift that was taken back', { message: 'right taken back' }],
    ['a forged webhook', { message: 'request', code: 'INVALID_SIGNATURE' }],
  ];

  it('writes each of them, and none of the secrets that were used', async () => {
    expect(EVENTS.length).toBeGreaterThanOrEqual(25);
    const secrets = await actOut();
    for (const [event, fields] of EVENTS) {
      await platform.academy
        .eventually(() => expectLine(fields))
        .catch(() => {
          throw new Error(`the log has no line for ${event}`);
        });
    }
    const { env } = platform.academy;
    secrets.push(env.KEY_ENCRYPTION_SECRET!, env.STRIPE_WEBHOOK_SECRET!, env.STRIPE_SECRET_KEY!);
    const text = log.texts.join('');
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+\.|\$2[aby]\$|\$argon2|_secret_\w{8}/);
    expect(text).not.toContain(ADMIN_EMAIL.toUpperCase());
  });
});
