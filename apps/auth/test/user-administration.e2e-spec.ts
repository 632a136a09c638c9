import { startAcademy, type Academy, type TestUser } from '@har/testing';

let academy: Academy;
let admin: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth'], replicas: { auth: 2 } });
  admin = await academy.admin();
});
afterAll(() => academy?.stop());

const list = (query: string, token = admin.token) => academy.api.get(`/admin/users${query}`, { token });
const put = (id: string, body: object, token = admin.token) =>
  academy.api.put(`/admin/users/${id}`, body, { token });

async function expectProfile(token: string, status: number): Promise<void> {
  await academy.eventually(async () => {
    for (const door of [academy.api, academy.apiOf('auth', 0), academy.apiOf('auth', 1)]) {
      await expect(door.get('/auth/profile', { token })).resolves.toMatchObject({ status });
    }
  });
}

describe('GET /admin/users', () => {
  beforeAll(async () => {
    await academy.newLearner({ first_name: 'Émile', last_name: 'Zola', email: 'emile.zola@pages.example' });
    await academy.newInstructor({ first_name: 'Emily', last_name: 'Brontë', email: 'emily@moors.example' });
    const { user_id } = await academy.newLearner({ first_name: 'Jean-Paul', last_name: 'O’Hara' });
    await put(user_id, { status: 'suspended' });
  });

  const namesOf = (answer: Awaited<ReturnType<typeof list>>) =>
    answer.body.data.users.map(({ first_name }: { first_name: string }) => first_name);

  it('lists users, newest first, in pages', async () => {
    const first = await list('?limit=2');
    expect(first.status).toBe(200);
    expect(namesOf(first)).toEqual(['Jean-Paul', 'Emily']);
    expect(first.body.pagination).toEqual({ page: 1, limit: 2, total: 3, pages: 2 });
    expect(first.body.data.pagination).toEqual(first.body.pagination);
    expect(namesOf(await list('?limit=2&page=2'))).toEqual(['Émile']);
    expect(JSON.stringify(first.body)).not.toMatch(/password_hash|search_terms|outbox|session_epoch/);
  });

  it.each([
    ['?role=instructor', ['Emily']],
    ['?status=suspended', ['Jean-Paul']],
    ['?verification_status=unverified', ['Emily']],
    ['?verification_status=verified', []],
    ['?search=emil', ['Emily', 'Émile']],
    ['?search=EMILE', ['Émile']],
    ['?search=bronte', ['Emily']],
    ['?search=zola%20emi', ['Émile']],
    ['?search=paul', ['Jean-Paul']],
    ['?search=pages.ex', ['Émile']],
    ['?search=emily@moors', ['Emily']],
    ['?search=mily', []],
    ['?search=.*', []],
    ['?search=%E2%80%99', []],
    ['?search=emil&role=learner', ['Émile']],
  ])('%s finds %j', async (query, names) => {
    expect(namesOf(await list(query))).toEqual(names);
  });

  it.each([
    '?role=owner',
    '?status=gone',
    '?page=0',
    '?limit=101',
    '?sort=email',
    '?search=',
    '?role[$ne]=admin',
  ])('refuses %s', async (query) => {
    await expect(list(query)).resolves.toMatchObject({
      status: 400,
      body: { error: { code: 'VALIDATION_FAILED' } },
    });
  });

  it('is for administrators', async () => {
    const { token } = await academy.newInstructor();
    await expect(list('', token)).resolves.toMatchObject({
      status: 403,
      body: { error: { code: 'ADMIN_REQUIRED' } },
    });
    await expect(academy.api.get('/admin/users')).resolves.toMatchObject({ status: 401 });
  });

  it('is served by indexes', async () => {
    const users = academy.collection('auth', 'users');
    const names = (await users.indexes()).map(({ key }) => Object.keys(key).join());
    expect(names).toEqual(
      expect.arrayContaining([
        'email',
        'role,_id',
        'status,_id',
        'search_terms,_id',
        'password_reset.token_hash',
      ]),
    );
    const plan = JSON.stringify(await users.find({ search_terms: /^emil/ }).sort({ _id: -1 }).explain());
    expect(plan).toMatch(/IXSCAN|Index/i);
  });
});

describe('PUT /admin/users/:id', () => {
  it('suspends: sessions end everywhere, signing in is refused, until taken back', async () => {
    const { user_id, token, refresh_token, email, password } = await academy.newLearner();
    const answer = await put(user_id, { status: 'suspended' });
    expect(answer).toMatchObject({
      status: 200,
      body: { data: { user: { _id: user_id, status: 'suspended' } } },
    });
    await expectProfile(token, 403);
    await expect(academy.api.post('/auth/refresh-token', { refresh_token })).resolves.toMatchObject({
      status: 401,
    });
    await expect(academy.api.post('/auth/login', { email, password })).resolves.toMatchObject({
      status: 400,
    });
    await put(user_id, { status: 'active' });
    await expectProfile(token, 401);
    const again = await academy.api.post('/auth/login', { email, password });
    expect(again.status).toBe(200);
    await expectProfile(again.body.data.token, 200);
  });

  it('demotes: sessions end everywhere', async () => {
    const { user_id, token } = await academy.newInstructor();
    await expect(put(user_id, { role: 'learner' })).resolves.toMatchObject({ status: 200 });
    await expectProfile(token, 401);
  });

  it('promotes: sessions go on, an instructor begins unverified', async () => {
    const { user_id, token } = await academy.newLearner();
    const answer = await put(user_id, { role: 'instructor' });
    expect(answer.body.data.user).toMatchObject({
      role: 'instructor',
      instructor_info: { bio: '', expertise_tags: [], verification_status: 'unverified' },
    });
    await expectProfile(token, 200);
  });

  it('verifies instructors, and nobody else', async () => {
    const { user_id } = await academy.newInstructor();
    const answer = await put(user_id, { verification_status: 'verified' });
    expect(answer.body.data.user.instructor_info).toMatchObject({
      verification_status: 'verified',
      expertise_tags: ['Excel'],
    });
    await academy.eventually(async () => {
      const shown = await academy.api.get(`/auth/users/${user_id}`);
      expect(shown.body.data.user.instructor_info.verification_status).toBe('verified');
    });
    const learner = await academy.newLearner();
    const refused = await put(learner.user_id, { verification_status: 'verified' });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'NOT_AN_INSTRUCTOR' } } });
  });

  it('deletes: nothing of the user is found any more', async () => {
    const { user_id, token, email, password } = await academy.newLearner();
    await put(user_id, { status: 'deleted' });
    await expectProfile(token, 401);
    await expect(academy.api.post('/auth/login', { email, password })).resolves.toMatchObject({
      status: 401,
    });
    await expect(academy.api.get(`/auth/users/${user_id}`)).resolves.toMatchObject({ status: 404 });
    expect((await put(user_id, { status: 'active' })).body.data.user.status).toBe('active');
  });

  it('lets nobody take their own role or status away', async () => {
    const { user_id, email, password } = await academy.newLearner();
    await put(user_id, { role: 'admin' });
    const { token } = (await academy.api.post('/auth/login', { email, password })).body.data;
    const fixed = { status: 400, body: { error: { code: 'OWN_ACCESS_FIXED' } } };
    for (const body of [{ role: 'learner' }, { status: 'suspended' }, { status: 'deleted' }]) {
      expect(await put(user_id, body, token)).toMatchObject(fixed);
      expect(await put(admin.user_id, body)).toMatchObject(fixed);
    }
    await expectProfile(token, 200);
    const configured = await put(admin.user_id, { verification_status: 'verified' });
    expect(configured).toMatchObject({ status: 403, body: { error: { code: 'CONFIGURED_ACCOUNT' } } });
  });

  it('is 404 for nobody', async () => {
    await expect(put('665f1c2ab7e4d91f0a3c5d7e', { role: 'learner' })).resolves.toMatchObject({
      status: 404,
    });
  });

  it.each([
    [{}],
    [{ role: 'owner' }],
    [{ status: 'gone' }],
    [{ email: 'a@b.fr' }],
    [{ password_hash: 'x' }],
    [{ role: null }],
  ])('refuses the body %j', async (body) => {
    const answer = await put('665f1c2ab7e4d91f0a3c5d7e', body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
  });

  it('is for administrators', async () => {
    const { user_id, token } = await academy.newLearner();
    await expect(put(user_id, { role: 'admin' }, token)).resolves.toMatchObject({ status: 403 });
  });
});
