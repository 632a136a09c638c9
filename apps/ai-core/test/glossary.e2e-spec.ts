import { startAcademy, type Academy, type TestUser } from '@har/testing';

const LESSON =
  '<p>Every employee earns two and a half days of leave for each month worked.</p>' +
  '<p>An employer keeps a register of the staff.</p><p>Wages are paid once a month by transfer.</p>';

let academy: Academy;
let instructor: TestUser;
let course: { _id: string };

const glossary = () => `/ai/courses/${course._id}/glossary`;
const as = (user: TestUser) => ({ token: user.token });
const ask = async (message: string) =>
  (await academy.api.post('/ai/chat', { course_id: course._id, message }, as(instructor))).body.data;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course', 'ai-core'] });
  instructor = await academy.newInstructor();
  const fields = {
    title: 'Working life',
    description: 'Rights at work.',
    short_description: 'Work.',
    domain: 'Other',
    language: 'en',
    price: 0,
  };
  course = (await academy.api.post('/courses', fields, as(instructor))).body.data.course;
  const modules = `/courses/${course._id}/modules`;
  const module = { title: 'Rights', description: '', order: 1 };
  const { _id } = (await academy.api.post(modules, module, as(instructor))).body.data.module;
  const lesson = { title: 'Time and pay', type: 'text', content: LESSON, description: '' };
  await academy.api.post(`${modules}/${_id}/lessons`, lesson, as(instructor));
});

afterAll(() => academy.stop());

describe('the glossary of a course', () => {
  it('makes the tutor understand a word from the next question on, and forget it again', async () => {
    const question = 'How many furloughs does an employee earn?';
    const before = await ask('What about furloughs?');
    expect(before.status).toBe('unknown');
    const added = await academy.api.post(
      glossary(),
      { term: 'leave', synonyms: ['furloughs', 'holiday'] },
      as(instructor),
    );
    expect(added.status).toBe(201);
    const { entry } = added.body.data;
    expect(entry).toEqual({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      course_id: course._id,
      term: 'leave',
      synonyms: ['furloughs', 'holiday'],
    });
    const after = await ask(question);
    expect(after.status).toBe('answered');
    expect(after.reply).toContain('two and a half days of leave');

    const path = `${glossary()}/${entry._id}`;
    const changed = await academy.api.patch(path, { synonyms: ['sabbaticals'] }, as(instructor));
    expect(changed.body.data.entry).toMatchObject({ term: 'leave', synonyms: ['sabbaticals'] });
    expect((await ask('What about furloughs?')).status).toBe('unknown');
    expect((await ask('How many sabbaticals does an employee earn?')).reply).toContain('days of leave');

    expect((await academy.api.delete(path, as(instructor))).status).toBe(200);
    expect((await academy.api.delete(path, as(instructor))).body.error.code).toBe('GLOSSARY_ENTRY_NOT_FOUND');
    expect((await ask('What about sabbaticals?')).status).toBe('unknown');
  });

  it('has a term once, whatever its accents and capitals, however many add it at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        academy.api.post(glossary(), { term: i % 2 ? 'Élan' : 'elan', synonyms: ['drive'] }, as(instructor)),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error?.code === 'GLOSSARY_TERM_EXISTS')).toHaveLength(49);
    const other = await academy.api.post(glossary(), { term: 'wage', synonyms: ['pay'] }, as(instructor));
    const path = `${glossary()}/${other.body.data.entry._id}`;
    const clash = await academy.api.patch(path, { term: 'ELAN' }, as(instructor));
    expect([clash.status, clash.body.error.code]).toEqual([409, 'GLOSSARY_TERM_EXISTS']);
  });

  it('is listed by term, in pages', async () => {
    const { body } = await academy.api.get(`${glossary()}?limit=1&page=2`, as(instructor));
    expect(body.data.entries.map(({ term }: { term: string }) => term)).toEqual(['wage']);
    expect(body.data.pagination).toEqual({ page: 2, limit: 1, total: 2, pages: 2 });
  });

  it('belongs to the course’s instructor; administrators may, others may not', async () => {
    const [other, learner, admin] = await Promise.all([
      academy.newInstructor(),
      academy.newLearner(),
      academy.admin(),
    ]);
    const entry = { term: 'strike', synonyms: ['walkout'] };
    const code = async (user: TestUser, path = glossary()) =>
      (await academy.api.post(path, entry, as(user))).body.error?.code;
    expect(await code(other)).toBe('COURSE_NOT_OWNER');
    expect(await code(learner)).toBe('INSTRUCTOR_REQUIRED');
    expect(await code(admin, '/ai/courses/0000000000000000000000aa/glossary')).toBe('COURSE_NOT_FOUND');
    expect(await code(admin)).toBeUndefined();
    expect((await academy.api.get(glossary(), as(other))).body.error.code).toBe('COURSE_NOT_OWNER');
    expect((await academy.api.get(glossary())).status).toBe(401);
  });

  it.each([
    [{ term: 'x' }],
    [{ term: '', synonyms: ['a'] }],
    [{ term: 'x', synonyms: [] }],
    [{ term: 'x', synonyms: ['a', 'a'] }],
    [{ term: { $gt: '' }, synonyms: ['a'] }],
    [{ term: 'x', synonyms: ['a'], more: 1 }],
  ])('refuses %j', async (body) => {
    expect((await academy.api.post(glossary(), body, as(instructor))).status).toBe(400);
  });
});
