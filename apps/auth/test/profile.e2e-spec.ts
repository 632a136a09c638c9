import { startAcademy, type Academy, type TestUser } from '@har/testing';

let academy: Academy;
let instructor: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth'] });
  instructor = await academy.newInstructor();
});
afterAll(() => academy?.stop());

const unknownId = '665f1c2ab7e4d91f0a3c5d7e';

describe('GET /auth/profile', () => {
  it('shows one’s own account', async () => {
    const { token, email, user_id } = await academy.newLearner();
    const answer = await academy.api.get('/auth/profile', { token });
    expect(answer.status).toBe(200);
    expect(answer.body.data.user).toMatchObject({ _id: user_id, email, first_name: 'Ada', language: 'en' });
    expect(Object.keys(answer.body.data.user)).not.toContain('password_hash');
  });

  it('needs a token', async () => {
    await expect(academy.api.get('/auth/profile')).resolves.toMatchObject({ status: 401 });
  });

  it('is 404 when the account is gone', async () => {
    const { token, email } = await academy.newLearner();
    await academy.collection('auth', 'users').deleteOne({ email });
    const answer = await academy.api.get('/auth/profile', { token });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'USER_NOT_FOUND' } } });
  });
});

describe('PATCH /auth/profile', () => {
  it('changes what is sent and nothing else', async () => {
    const { token } = await academy.newLearner();
    const changes = {
      first_name: ' Zoé ',
      avatar_url: 'https://cdn.example.org/z.png',
      language: 'fr',
      notification_settings: { newsletter: true },
    };
    const answer = await academy.api.patch('/auth/profile', changes, { token });
    expect(answer.status).toBe(200);
    expect(answer.body.data.user).toMatchObject({
      first_name: 'Zoé',
      last_name: 'Test',
      avatar_url: 'https://cdn.example.org/z.png',
      language: 'fr',
      notification_settings: { email_notifications: true, marketing_emails: false, newsletter: true },
    });
    const cleared = await academy.api.patch('/auth/profile', { avatar_url: null }, { token });
    expect(cleared.body.data.user).toMatchObject({ avatar_url: null, first_name: 'Zoé' });
  });

  it('keeps every one of parallel changes', async () => {
    const { token } = await academy.newLearner();
    const changes = [
      { first_name: 'One' },
      { last_name: 'Two' },
      { language: 'fr' },
      { notification_settings: { newsletter: true } },
      { notification_settings: { marketing_emails: true } },
    ];
    await Promise.all(changes.map((change) => academy.api.patch('/auth/profile', change, { token })));
    const { user } = (await academy.api.get('/auth/profile', { token })).body.data;
    expect(user).toMatchObject({
      first_name: 'One',
      last_name: 'Two',
      language: 'fr',
      notification_settings: { newsletter: true, marketing_emails: true, email_notifications: true },
    });
  });

  it.each([
    [{}, 'body'],
    [{ first_name: '' }, 'body.first_name'],
    [{ avatar_url: 'javascript:alert(1)' }, 'body.avatar_url'],
    [{ language: 'it' }, 'body.language'],
    [{ notification_settings: { newsletter: 'true' } }, 'body.notification_settings.newsletter'],
    [{ email: 'other@test.har.academy' }, 'body.email'],
    [{ role: 'admin' }, 'body.role'],
    [{ status: 'active' }, 'body.status'],
    [{ password_hash: 'x' }, 'body.password_hash'],
    [{ version: 9 }, 'body.version'],
    [{ session_epoch: 9 }, 'body.session_epoch'],
    [{ instructor_info: { rating: 5 } }, 'body.instructor_info.rating'],
    [{ instructor_info: { verification_status: 'verified' } }, 'body.instructor_info.verification_status'],
    [{ instructor_info: { total_courses: 40 } }, 'body.instructor_info.total_courses'],
  ])('refuses %j', async (changes, field) => {
    const { token } = instructor;
    const answer = await academy.api.patch('/auth/profile', changes, { token });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
    expect(answer.body.error.details).toContainEqual(expect.objectContaining({ field }));
  });

  it('lets instructors change what they say of themselves, and learners not', async () => {
    const change = { instructor_info: { bio: 'Now teaches R.' } };
    const answer = await academy.api.patch('/auth/profile', change, { token: instructor.token });
    expect(answer.body.data.user.instructor_info).toMatchObject({
      bio: 'Now teaches R.',
      expertise_tags: ['Excel'],
    });
    const learner = await academy.newLearner();
    const refused = await academy.api.patch('/auth/profile', change, { token: learner.token });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'INSTRUCTOR_REQUIRED' } } });
  });

  it('needs a token', async () => {
    await expect(academy.api.patch('/auth/profile', { first_name: 'A' })).resolves.toMatchObject({
      status: 401,
    });
  });
});

describe('PUT /profile', () => {
  const profile = {
    bio: '  Writes WINDEV by day.\r\nReads by night. ',
    company: 'Atelier Nord',
    job_title: 'Developer',
    city: 'Lille',
    country: 'fr',
    linkedin_url: 'https://LinkedIn.com/in/ada-test/?utm=1#x',
    website_url: 'https://ADA.example.org:443/a/../b',
    pcsoft_experience: 'expert',
    phone_number: '06 12 34 56 78',
  };
  const put = (token: string, body: unknown) => academy.api.put('/profile', body, { token });

  it('stores it normalised and says what is missing', async () => {
    const { token } = await academy.newLearner();
    const answer = await put(token, profile);
    expect(answer.status).toBe(200);
    expect(answer.body.data.user).toMatchObject({
      first_name: 'Ada',
      profile: {
        bio: 'Writes WINDEV by day.\nReads by night.',
        country: 'FR',
        linkedin_url: 'https://linkedin.com/in/ada-test',
        website_url: 'https://ada.example.org/b',
        pcsoft_experience: 'expert',
        phone_number: '+33612345678',
        name_display: 'short',
        completeness: { percent: 90, missing: ['avatar_url'] },
      },
    });
    const { user } = (await academy.api.get('/auth/profile', { token })).body.data;
    expect(user.profile).toEqual(answer.body.data.user.profile);
    const patched = await academy.api.patch('/auth/profile', { first_name: 'Eva' }, { token });
    expect(patched.body.data.user).toMatchObject({ first_name: 'Eva', profile: { city: 'Lille' } });
    const emptied = await put(token, { city: 'Roubaix' });
    expect(emptied.body.data.user.profile).toMatchObject({ city: 'Roubaix', bio: null, phone_number: null });
  });

  it('shows the public what is public, and never the phone number by itself or the last sign-in', async () => {
    const { token, user_id } = await academy.newLearner();
    await put(token, { ...profile, visibility: { company: 'private' } });
    const seen = async () => (await academy.api.get(`/auth/users/${user_id}`)).body.data.user;
    await academy.eventually(async () => expect((await seen()).profile).toMatchObject({ city: 'Lille' }));
    const user = await seen();
    expect(Object.keys(user.profile).sort()).toEqual(
      ['bio', 'city', 'country', 'job_title', 'linkedin_url', 'pcsoft_experience', 'website_url'].sort(),
    );
    expect(Object.keys(user)).not.toContain('last_login_at');
    // What was chosen stays where it is not sent again.
    await put(token, { ...profile, visibility: { phone_number: 'public' } });
    await academy.eventually(async () =>
      expect((await seen()).profile).toMatchObject({ phone_number: '+33612345678' }),
    );
    expect((await seen()).profile).not.toHaveProperty('company');
  });

  it('keeps the time of the last sign-in, for its owner', async () => {
    const { token, email, password } = await academy.newLearner();
    const lastLogin = async () =>
      Date.parse((await academy.api.get('/auth/profile', { token })).body.data.user.last_login_at);
    const before = await lastLogin();
    await academy.api.post('/auth/login', { email, password });
    expect(await lastLogin()).toBeGreaterThan(before);
  });

  it.each([
    [{ bio: 'x'.repeat(2_001) }, 'body.bio'],
    [{ bio: 'a\u0000b' }, 'body.bio'],
    [{ company: 'two\nlines' }, 'body.company'],
    [{ country: 'UK' }, 'body.country'],
    [{ country: 'France' }, 'body.country'],
    [{ website_url: 'http://example.org' }, 'body.website_url'],
    [{ website_url: 'javascript:alert(1)' }, 'body.website_url'],
    [{ website_url: 'https://ada:secret@example.org' }, 'body.website_url'],
    [{ website_url: 'https://localhost/' }, 'body.website_url'],
    [{ linkedin_url: 'https://linkedin.com.example.org/in/ada' }, 'body.linkedin_url'],
    [{ linkedin_url: 'https://www.linkedin.com/' }, 'body.linkedin_url'],
    [{ pcsoft_experience: 'guru' }, 'body.pcsoft_experience'],
    [{ phone_number: '0612345678' }, 'body.phone_number'],
    [{ phone_number: '12', country: 'FR' }, 'body.phone_number'],
    [{ visibility: { phone_number: 'friends' } }, 'body.visibility.phone_number'],
    [{ visibility: { email: 'public' } }, 'body.visibility.email'],
    [{ name_display: 'none' }, 'body.name_display'],
    [{ last_login_at: '2020-01-01T00:00:00.000Z' }, 'body.last_login_at'],
    [{ role: 'admin' }, 'body.role'],
    [{ completeness: { percent: 100 } }, 'body.completeness'],
    [{ bio: { $gt: '' } }, 'body.bio'],
  ])('refuses %j', async (body, field) => {
    const answer = await put(instructor.token, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
    expect(answer.body.error.details).toContainEqual(expect.objectContaining({ field }));
  });

  it('needs a token, and an account that is not the environment’s', async () => {
    await expect(academy.api.put('/profile', {})).resolves.toMatchObject({ status: 401 });
    const admin = await academy.admin();
    const answer = await put(admin.token, { city: 'Lille' });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'CONFIGURED_ACCOUNT' } } });
    const { token, email } = await academy.newLearner();
    await academy.collection('auth', 'users').deleteOne({ email });
    await expect(put(token, {})).resolves.toMatchObject({ status: 404 });
  });
});

describe('GET /auth/users/:id', () => {
  it('shows everybody what is public', async () => {
    const { user_id } = await academy.newInstructor();
    const answer = await academy.api.get(`/auth/users/${user_id}`);
    expect(answer.status).toBe(200);
    expect(answer.body.data.user).toEqual({
      _id: user_id,
      first_name: 'Grace',
      last_name: 'Test',
      avatar_url: null,
      instructor_info: {
        bio: 'Teaches spreadsheets for a living.',
        expertise_tags: ['Excel'],
        total_courses: 0,
        rating: 0,
        verification_status: 'unverified',
      },
      profile: {},
    });
  });

  it('shows a change within a second', async () => {
    const { user_id, token } = await academy.newLearner();
    await academy.api.get(`/auth/users/${user_id}`);
    await academy.api.patch('/auth/profile', { first_name: 'Eva' }, { token });
    await academy.eventually(async () => {
      const answer = await academy.api.get(`/auth/users/${user_id}`);
      expect(answer.body.data.user).toMatchObject({ first_name: 'Eva', instructor_info: null });
    });
  });

  it.each(['suspended', 'deleted'])('is 404 for %s users', async (status) => {
    const { user_id, email } = await academy.newLearner();
    await academy.collection('auth', 'users').updateOne({ email }, { $set: { status } });
    const answer = await academy.api.get(`/auth/users/${user_id}`);
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'USER_NOT_FOUND' } } });
  });

  it('is 404 for nobody, 400 for what is no id', async () => {
    await expect(academy.api.get(`/auth/users/${unknownId}`)).resolves.toMatchObject({ status: 404 });
    await expect(academy.api.get('/auth/users/me')).resolves.toMatchObject({ status: 400 });
  });
});

describe('POST /auth/instructor-profile', () => {
  const application = { bio: 'Ten years of pivot tables.', expertise_tags: ['Excel', 'Data'] };

  it('makes a learner an unverified instructor and answers a token of the new role', async () => {
    const { token, user_id } = await academy.newLearner();
    const answer = await academy.api.post('/auth/instructor-profile', application, { token });
    expect(answer.status).toBe(201);
    expect(answer.body.data.user).toMatchObject({
      _id: user_id,
      role: 'instructor',
      instructor_info: { ...application, total_courses: 0, rating: 0, verification_status: 'unverified' },
    });
    const profile = await academy.api.get('/auth/profile', { token: answer.body.data.token });
    expect(profile.body.data.user.role).toBe('instructor');
  });

  it('happens once', async () => {
    const { token } = await academy.newLearner();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => academy.api.post('/auth/instructor-profile', application, { token })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array<number>(9).fill(400)].sort());
    const refused = answers.find(({ status }) => status === 400);
    expect(refused!.body.error.code).toBe('ALREADY_INSTRUCTOR');
  });

  it.each([
    [{}],
    [{ ...application, expertise_tags: [] }],
    [{ ...application, verification_status: 'verified' }],
  ])('refuses %j', async (body) => {
    const { token } = await academy.newLearner();
    const answer = await academy.api.post('/auth/instructor-profile', body, { token });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
  });

  it('needs a token', async () => {
    await expect(academy.api.post('/auth/instructor-profile', application)).resolves.toMatchObject({
      status: 401,
    });
  });
});
