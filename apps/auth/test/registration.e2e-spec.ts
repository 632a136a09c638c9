import { startAcademy, type Academy } from '@har/testing';

let academy: Academy;
let made = 0;
const newEmail = () => `registration-${++made}@test.har.academy`;
const body = (fields: object = {}) => ({
  email: newEmail(),
  password: 'Correct-Horse-9',
  first_name: 'Zoé',
  last_name: 'Lefèvre',
  ...fields,
});

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth'] });
});
afterAll(() => academy?.stop());

describe('POST /auth/register', () => {
  it('makes a learner and signs them in', async () => {
    const email = newEmail();
    const answer = await academy.api.post('/auth/register', body({ email }));
    expect(answer.status).toBe(201);
    const { user, token, refresh_token } = answer.body.data;
    expect(answer.body.success).toBe(true);
    expect(user).toEqual({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      email,
      first_name: 'Zoé',
      last_name: 'Lefèvre',
      avatar_url: null,
      role: 'learner',
      status: 'active',
      language: 'fr',
      created_at: expect.any(String),
      updated_at: expect.any(String),
      last_login_at: expect.any(String),
      instructor_info: null,
      notification_settings: { email_notifications: true, marketing_emails: false, newsletter: false },
    });
    expect(refresh_token).toEqual(expect.any(String));
    const verified = await academy.api.get('/auth/verify-jwt', { token });
    expect(verified.body.data).toEqual({ valid: true, user_id: user._id });
  });

  it('stores the fields of 001, the password only as a hash', async () => {
    const { email } = await academy.newLearner();
    const stored = await academy.collection('auth', 'users').findOne({ email });
    expect(stored!.password_hash).toMatch(/^\$2[aby]\$10\$.{53}$/);
    expect(stored!.password_hash).toHaveLength(60);
    expect(stored).toMatchObject({
      role: 'learner',
      status: 'active',
      language: 'en',
      created_at: expect.any(Date),
      updated_at: expect.any(Date),
    });
    const sessions = await academy.collection('auth', 'sessions').find({ user_id: stored!._id }).toArray();
    expect(sessions).toHaveLength(1);
  });

  it('normalises the address', async () => {
    const email = newEmail();
    const answer = await academy.api.post('/auth/register', body({ email: `  ${email.toUpperCase()} ` }));
    expect(answer.body.data.user.email).toBe(email);
    const again = await academy.api.post('/auth/register', body({ email }));
    expect(again).toMatchObject({ status: 400, body: { success: false, error: { code: 'EMAIL_TAKEN' } } });
  });

  it('makes one account of 50 parallel registrations', async () => {
    const email = newEmail();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => academy.api.post('/auth/register', body({ email }))),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array<number>(49).fill(400)].sort());
    await expect(academy.collection('auth', 'users').countDocuments({ email })).resolves.toBe(1);
  });

  it.each([
    ['Short1', ['needs at least 8 characters']],
    ['no-capital-1', ['needs an upper-case letter']],
    ['No-Number', ['needs a number']],
    ['short', ['needs at least 8 characters', 'needs an upper-case letter', 'needs a number']],
  ])('refuses the weak password %s with every reason', async (password, reasons) => {
    const answer = await academy.api.post('/auth/register', body({ password }));
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe('WEAK_PASSWORD');
    expect(answer.body.error.details).toEqual(
      reasons.map((message) => ({ field: 'body.password', message })),
    );
  });

  it.each([
    [{ email: 'not-an-address' }, 'body.email'],
    [{ email: undefined }, 'body.email'],
    [{ email: { $gt: '' } }, 'body.email'],
    [{ password: ['Correct-Horse-9'] }, 'body.password'],
    [{ first_name: '' }, 'body.first_name'],
    [{ last_name: 'a\nb' }, 'body.last_name'],
    [{ language: 'de' }, 'body.language'],
    [{ role: 'admin' }, 'body.role'],
    [{ status: 'active' }, 'body.status'],
    [{ instructor_info: {} }, 'body.instructor_info'],
    [{ version: 7 }, 'body.version'],
  ])('refuses %j', async (fields, field) => {
    const answer = await academy.api.post('/auth/register', body(fields));
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe('VALIDATION_FAILED');
    expect(answer.body.error.details).toContainEqual(expect.objectContaining({ field }));
  });

  it('does not let anybody take the address of the configured administrator', async () => {
    const answer = await academy.api.post('/auth/register', body({ email: academy.env.ADMIN_EMAIL }));
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'EMAIL_TAKEN' } } });
  });

  it('answers in the language asked for', async () => {
    const options = { headers: { 'accept-language': 'fr' } };
    const answer = await academy.api.post('/auth/register', body({ password: 'weak' }), options);
    expect(answer.body.error.message).toMatch(/mot de passe/);
  });

  it('works on the service’s own port too', async () => {
    const answer = await academy.apiOf('auth').post('/auth/register', body());
    expect(answer.status).toBe(201);
  });
});
