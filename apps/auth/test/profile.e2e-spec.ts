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
