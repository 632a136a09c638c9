import { withServiceContext } from '@har/operations';
import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { definition } from '../src/course.app';
import { rebuildCounters } from '../src/rebuild-counters';
import { createCourse, NEW_COURSE, publishCourse, untilAnswered } from './course-fixtures';

let academy: Academy;
let author: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  author = await academy.newInstructor();
});
afterAll(() => academy.stop());

const FIELDS = {
  subtitle: 'From a range to an answer',
  level: 'expert',
  description_short: 'Tables first.',
  description_long: '<h2>Tables</h2><p onclick="steal()">One <b>row</b>.</p><script>steal()</script>',
  compatibility_versions: ['WD25', 'WB26', 'Excel 2021'],
  prerequisites: ['You can open a workbook'],
  learning_objectives: ['Summarise sales', 'Doubt a total'],
};

const patch = (id: string, body: unknown) =>
  academy.api.patch(`/courses/${id}`, body, { token: author.token });
const courseOf = async (id: string) =>
  (await academy.api.get(`/courses/${id}`, { token: author.token })).body.data.course;
const slugOf = async (id: string) => (await courseOf(id)).slug as string;
/** As a client that does not follow. */
const bySlug = (slug: string, base = academy.urlOf('gateway'), token?: string) =>
  fetch(`${base}/api/v1/courses/slug/${slug}`, {
    redirect: 'manual',
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });

describe('the rich fields of a course', () => {
  it('are stored clean, and shown beside those of 001', async () => {
    const id = await publishCourse(academy, author, { ...FIELDS, title: 'Rich from the start' });
    const course = await courseOf(id);
    expect(course).toMatchObject({
      ...FIELDS,
      slug: 'rich-from-the-start',
      description: NEW_COURSE.description,
      short_description: 'Tables first.',
      description_long: '<h2>Tables</h2><p>One <b>row</b>.</p>',
      enrollments_count: 0,
      students_count: 0,
    });
    const { body } = await academy.api.get('/courses?search=Rich%20start');
    expect(body.data.courses[0]).toMatchObject({
      slug: course.slug,
      level: 'expert',
      subtitle: FIELDS.subtitle,
    });
    const changed = await patch(id, { level: null, short_description: 'Now this.', prerequisites: [] });
    expect(changed.body.data.course).toMatchObject({
      level: null,
      description_short: 'Now this.',
      prerequisites: [],
      learning_objectives: FIELDS.learning_objectives,
    });
  });

  it('have defaults: the long description is made of the plain one', async () => {
    const id = await createCourse(academy, author, { title: 'Plain one', description: 'One <p>.\n\nTwo.' });
    expect(await courseOf(id)).toMatchObject({
      subtitle: '',
      level: null,
      description_long: '<p>One &lt;p&gt;.</p><p>Two.</p>',
      compatibility_versions: [],
      prerequisites: [],
      learning_objectives: [],
    });
  });

  it('find a course: by level, by version, by what is learnt', async () => {
    const id = await publishCourse(academy, author, {
      ...FIELDS,
      title: 'Found by fields',
      level: 'advanced',
    });
    await publishCourse(academy, author, { title: 'Not found by them', level: 'beginner' });
    const idsOf = async (query: string) =>
      (await academy.api.get(`/courses?${query}`)).body.data.courses.map(
        (course: { _id: string }) => course._id,
      );
    await academy.eventually(async () => {
      expect(await idsOf('level=advanced')).toEqual([id]);
      expect(await idsOf('level=advanced&domain=Excel&free=false&language=en')).toEqual([id]);
      expect(await idsOf('level=advanced&domain=R')).toEqual([]);
      const page = await academy.api.get('/courses?level=advanced');
      expect(page.body.pagination.total).toBe(1);
      for (const word of ['WD25', 'answer', 'doubt']) expect(await idsOf(`search=${word}`)).toContain(id);
    });
    expect((await academy.api.get('/courses?level=guru')).status).toBe(400);
  });

  it.each([
    [{ subtitle: 'two\nlines' }, 'body.subtitle'],
    [{ level: 'guru' }, 'body.level'],
    [{ description_long: 'x'.repeat(50_001) }, 'body.description_long'],
    [{ short_description: 'One', description_short: 'Other' }, 'body.description_short'],
    [{ compatibility_versions: 'WD25' }, 'body.compatibility_versions'],
    [{ compatibility_versions: ['WD25', 'WD25'] }, 'body.compatibility_versions.1'],
    [{ prerequisites: Array.from({ length: 21 }, (_, i) => `p${i}`) }, 'body.prerequisites'],
    [{ learning_objectives: [''] }, 'body.learning_objectives.0'],
    [{ slug: 'Not A Slug' }, 'body.slug'],
    [{ slug: '-no-' }, 'body.slug'],
    [{ slug: 'x'.repeat(101) }, 'body.slug'],
    [{ slugs: ['a'] }, 'body.slugs'],
    [{ students_count: 9 }, 'body.students_count'],
  ])('refuse %j', async (changes, field) => {
    const { status, body } = await academy.api.post('/courses', { ...NEW_COURSE, ...changes }, author);
    expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(body.error.details.map((detail: { field: string }) => detail.field)).toContain(field);
  });
});

describe('a slug', () => {
  it('is of its course alone, of 50 with one title at once', async () => {
    const title = 'Été : l’Œuvre commune';
    const create = () => academy.api.post('/courses', { ...NEW_COURSE, title }, { token: author.token });
    const answers = await Promise.all(Array.from({ length: 50 }, create));
    expect(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 503)).toEqual(
      [],
    );
    const stored = await academy.collection('course', 'courses').find({ title }).toArray();
    const slugs = stored.map(({ slug }) => slug as string);
    expect(slugs).toContain('ete-l-oeuvre-commune');
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.length).toBeGreaterThanOrEqual(answers.filter(({ status }) => status === 201).length);
    expect(slugs.filter((slug) => !/^ete-l-oeuvre-commune(-([0-9]+|[0-9a-f]{8}))?$/.test(slug))).toEqual([]);
  });

  it('can be chosen, by one course of many at once', async () => {
    const drafts = await Promise.all(
      [1, 2, 3, 4].map((n) => createCourse(academy, author, { title: `Choosy ${n}` })),
    );
    const answers = await Promise.all(
      drafts.map((id) => untilAnswered(() => patch(id, { slug: 'chosen-once' }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused!.body.error.code).toBe('COURSE_SLUG_TAKEN');
    const again = await academy.api.post(
      '/courses',
      { ...NEW_COURSE, slug: 'chosen-once' },
      { token: author.token },
    );
    expect([again.status, again.body.error.code]).toEqual([409, 'COURSE_SLUG_TAKEN']);
  });

  it('follows the title of a draft unless it was chosen, and stays when the course is published', async () => {
    const id = await createCourse(academy, author, { title: 'First thoughts' });
    await patch(id, { title: 'Second thoughts' });
    expect(await slugOf(id)).toBe('second-thoughts');
    const chosen = await createCourse(academy, author, { title: 'Chosen title', slug: 'my-own-slug' });
    await patch(chosen, { title: 'Another title' });
    expect(await slugOf(chosen)).toBe('my-own-slug');
    const published = await publishCourse(academy, author, { title: 'Known to people' });
    await patch(published, { title: 'Known by another name' });
    expect(await slugOf(published)).toBe('known-to-people');
  });

  it('survives an idempotency key that is sent again', async () => {
    const options = { token: author.token, headers: { 'idempotency-key': 'slug-once-0001' } };
    const course = { ...NEW_COURSE, title: 'Keyed title' };
    const answers = await Promise.all([1, 2, 3].map(() => academy.api.post('/courses', course, options)));
    expect(new Set(answers.map(({ body }) => body.data.course.slug))).toEqual(new Set(['keyed-title']));
  });
});

describe('GET /courses/slug/:slug', () => {
  it('answers the course as GET /courses/:id does, through the gateway and at the service', async () => {
    const id = await publishCourse(academy, author, { title: 'By its address' });
    const { body } = await academy.api.get('/courses/slug/by-its-address');
    expect(body.data.course).toEqual((await academy.api.get(`/courses/${id}`)).body.data.course);
    const direct = await academy.apiOf('course').get('/courses/slug/by-its-address');
    expect(direct.body.data.course._id).toBe(id);
  });

  it('sends from every former slug to the present one, within a second of the change', async () => {
    const id = await publishCourse(academy, author, { title: 'Moved about' });
    expect((await bySlug('moved-about')).status).toBe(200);
    await patch(id, { slug: 'moved-twice' });
    await patch(id, { slug: 'moved-for-good' });
    for (const base of [academy.urlOf('gateway'), academy.urlOf('course')]) {
      await academy.eventually(async () => {
        const answer = await bySlug('moved-about', base);
        expect([answer.status, answer.headers.get('location')]).toEqual([308, 'moved-for-good']);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(await answer.json()).toMatchObject({ success: false, error: { code: 'COURSE_MOVED' } });
      });
    }
    // A client that follows comes to the course.
    const followed = await academy.api.get('/courses/slug/moved-twice');
    expect([followed.status, followed.body.data.course._id]).toEqual([200, id]);
    const namesake = await createCourse(academy, author, { title: 'Moved about' });
    expect(await slugOf(namesake)).toBe('moved-about-2');
    // Back at a former address, it is the present one again.
    await patch(id, { slug: 'moved-about' });
    await academy.eventually(async () => expect((await bySlug('moved-about')).status).toBe(200));
  });

  it('knows drafts for those who may see them only, moved or not', async () => {
    const id = await createCourse(academy, author, { title: 'Hidden draft' });
    await patch(id, { slug: 'hidden-still' });
    for (const slug of ['hidden-draft', 'hidden-still', 'never-was']) {
      const { status, body } = await academy.api.get(`/courses/slug/${slug}`);
      expect([status, body.error.code]).toEqual([404, 'COURSE_NOT_FOUND']);
    }
    expect((await bySlug('hidden-still', undefined, author.token)).status).toBe(200);
    expect((await bySlug('hidden-draft', undefined, author.token)).status).toBe(308);
    expect((await academy.api.get('/courses/slug/Not%20A%20Slug')).status).toBe(400);
  });
});

it('gives courses from before there were slugs one, when counters are rebuilt', async () => {
  const id = await publishCourse(academy, author, { title: 'An older course' });
  const stored = academy.collection('course', 'courses');
  const before = await stored.findOneAndUpdate(
    { title: 'An older course' },
    { $unset: { slug: 1, slugs: 1, level: 1, subtitle: 1, prerequisites: 1 } },
  );
  expect(String(before?._id)).toBe(id);
  await academy.eventually(async () => {
    const shown = (await academy.api.get(`/courses/${id}`)).body.data.course;
    expect(shown).toMatchObject({ slug: id, level: null, subtitle: '', prerequisites: [] });
  });
  const report = await withServiceContext(definition, academy.env, rebuildCounters);
  expect(report.slugs).toEqual([id]);
  await academy.eventually(async () => expect(await slugOf(id)).toBe('an-older-course'));
  const again = await withServiceContext(definition, academy.env, rebuildCounters);
  expect(again.slugs).toEqual([]);
});
