import { startAcademy, type Academy, type TestUser } from '@har/testing';
import {
  addLesson,
  addModule,
  createCourse,
  NEW_COURSE,
  publishCourse,
  TEXT_LESSON,
  untilAnswered,
} from './course-fixtures';

const MISSING = '0123456789abcdef01234567';

let academy: Academy;
let author: TestUser;
let other: TestUser;
let learner: TestUser;
let admin: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  [author, other, learner, admin] = await Promise.all([
    academy.newInstructor(),
    academy.newInstructor(),
    academy.newLearner(),
    academy.admin(),
  ]);
});
afterAll(() => academy.stop());

describe('POST /courses', () => {
  it('starts a draft of the caller, with the price in the shape of 001', async () => {
    const { status, body } = await academy.api.post('/courses', NEW_COURSE, author);
    expect(status).toBe(201);
    expect(body.data.course).toMatchObject({
      title: NEW_COURSE.title,
      status: 'draft',
      price: { amount: 49.9, currency: 'EUR', pricing_model: 'one-time' },
      instructor_id: author.user_id,
      instructor_name: 'Grace Test',
      short_description: NEW_COURSE.description,
      modules: [],
      total_lessons: 0,
      total_duration_hours: 0,
      enrollments_count: 0,
      published_at: null,
    });
    const stored = await academy.collection('course', 'courses').findOne({ title: NEW_COURSE.title });
    expect(stored?.price).toEqual({ amount_minor: 4990, currency: 'EUR', pricing_model: 'one-time' });
  });

  it('takes the price with its currency and model inside, and the language of the author', async () => {
    const price = { amount: 12, currency: 'CHF', pricing_model: 'subscription' };
    const { title, description, domain } = NEW_COURSE;
    const { body } = await academy.api.post('/courses', { title, description, domain, price }, author);
    expect(body.data.course).toMatchObject({ price, language: 'en', stack: [], keywords: [] });
  });

  it.each([
    ['no title', { title: undefined }, 'body.title'],
    ['a title of four letters', { title: 'Abcd' }, 'body.title'],
    ['a title of 201 letters', { title: 'x'.repeat(201) }, 'body.title'],
    ['a title of two lines', { title: 'Excel\nfor shops' }, 'body.title'],
    ['no description', { description: undefined }, 'body.description'],
    ['a blank description', { description: '   ' }, 'body.description'],
    ['a short description of 501 letters', { short_description: 'x'.repeat(501) }, 'body.short_description'],
    ['another domain', { domain: 'Cobol' }, 'body.domain'],
    ['no price', { price: undefined }, 'body.price'],
    ['a negative price', { price: -1 }, 'body.price'],
    ['a price of three decimals', { price: 9.999 }, 'body.price'],
    ['a price in a string', { price: '10' }, 'body.price'],
    ['an unknown currency', { price: { amount: 1, currency: 'XXX' } }, 'body.price.currency'],
    ['two pricing models', { price: { amount: 1, pricing_model: 'subscription' } }, 'body.pricing_model'],
    ['another pricing model', { pricing_model: 'rent' }, 'body.pricing_model'],
    ['a stack that is no list', { stack: 'Excel' }, 'body.stack'],
    ['an image without https', { image_url: 'http://images.test/a.png' }, 'body.image_url'],
    ['a script for an image', { image_url: 'javascript:alert(1)' }, 'body.image_url'],
    ['an operator for a title', { title: { $gt: '' } }, 'body.title'],
    ['a status', { status: 'published' }, 'body.status'],
    ['an owner', { instructor_id: MISSING }, 'body.instructor_id'],
    ['counters', { enrollments_count: 100, average_rating: 5 }, 'body.enrollments_count'],
  ])('refuses %s', async (_what, changes, field) => {
    const { status, body } = await academy.api.post(
      '/courses',
      { ...NEW_COURSE, pricing_model: 'one-time', ...changes },
      author,
    );
    expect(status).toBe(400);
    expect(body.error.code).toBe('VALIDATION_FAILED');
    expect(body.error.details.map((detail: { field: string }) => detail.field)).toContain(field);
  });

  it('names every failing field at once', async () => {
    const { body } = await academy.api.post('/courses', { title: 'x', domain: 'y' }, author);
    const fields = body.error.details.map((detail: { field: string }) => detail.field);
    expect(fields).toEqual(
      expect.arrayContaining(['body.title', 'body.description', 'body.domain', 'body.price']),
    );
  });

  it('is closed to those without a token (401) and to learners (403)', async () => {
    expect((await academy.api.post('/courses', NEW_COURSE)).status).toBe(401);
    const refused = await academy.api.post('/courses', NEW_COURSE, learner);
    expect([refused.status, refused.body.error.code]).toEqual([403, 'INSTRUCTOR_REQUIRED']);
  });

  it('lets an admin teach', async () => {
    const { status, body } = await academy.api.post(
      '/courses',
      { ...NEW_COURSE, title: 'By an admin' },
      admin,
    );
    expect([status, body.data.course.instructor_id]).toEqual([201, admin.user_id]);
  });

  it('creates one course for an idempotency key that is sent 20 times at once', async () => {
    const options = { token: author.token, headers: { 'idempotency-key': `course-${Date.now()}` } };
    const course = { ...NEW_COURSE, title: 'Made only once' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => academy.api.post('/courses', course, options)),
    );
    expect(new Set(answers.map(({ body }) => body.data.course._id)).size).toBe(1);
    expect(await academy.collection('course', 'courses').countDocuments({ title: 'Made only once' })).toBe(1);
  });
});

describe('GET /courses/:id', () => {
  it('shows a published course to everybody: modules and lessons in order, nothing of what is inside', async () => {
    const id = await createCourse(academy, author);
    const second = await addModule(academy, author, id, { title: 'Second' });
    const first = await addModule(academy, author, id, { title: 'First', order: 1 });
    await addLesson(academy, author, id, first, { title: 'B', content: '<p>CANARY-TEXT</p>' });
    const video = {
      url: 'https://cdn.test/CANARY-URL.mp4',
      duration_seconds: 90,
      transcript: 'CANARY-TRANSCRIPT',
    };
    await addLesson(academy, author, id, first, {
      title: 'A',
      type: 'video',
      content: undefined,
      video,
      order: 1,
    });
    await addLesson(academy, author, id, second, { title: 'C', is_free_preview: true });
    await academy.api.post(`/courses/${id}/publish`, undefined, author);
    const { status, body } = await academy.api.get(`/courses/${id}`);
    expect(status).toBe(200);
    const { course } = body.data;
    expect(course).toMatchObject({
      _id: id,
      status: 'published',
      total_lessons: 3,
      description: NEW_COURSE.description,
    });
    expect(
      course.modules.map((module: { title: string; order: number }) => [module.title, module.order]),
    ).toEqual([
      ['First', 1],
      ['Second', 2],
    ]);
    expect(course.modules[0].lessons).toMatchObject([
      { title: 'A', type: 'video', order: 1, duration_seconds: 90, module_id: first, course_id: id },
      { title: 'B', type: 'text', order: 2, is_free_preview: false },
    ]);
    expect(course.modules[1].lessons).toMatchObject([{ title: 'C', order: 1, is_free_preview: true }]);
    expect(JSON.stringify(body)).not.toContain('CANARY');
    const lessons = await academy.api.get(`/courses/${id}/lessons`);
    expect(JSON.stringify(lessons.body)).not.toContain('CANARY');
  });

  it('hides drafts and archived courses from all but their owner and admins', async () => {
    const draft = await createCourse(academy, author);
    const archived = await publishCourse(academy, author);
    await academy.api.delete(`/courses/${archived}`, author);
    for (const id of [draft, archived]) {
      for (const path of [`/courses/${id}`, `/courses/${id}/lessons`]) {
        for (const actor of [undefined, learner, other]) {
          const { status, body } = await academy.api.get(path, actor);
          expect([status, body.error.code]).toEqual([404, 'COURSE_NOT_FOUND']);
        }
        for (const actor of [author, admin]) expect((await academy.api.get(path, actor)).status).toBe(200);
      }
    }
  });

  it('answers 404 for a course that is not there and 400 for what is no id', async () => {
    expect((await academy.api.get(`/courses/${MISSING}`)).status).toBe(404);
    expect((await academy.api.get('/courses/not-an-id')).status).toBe(400);
    expect((await academy.api.get(`/courses/${MISSING}?expand=all`)).status).toBe(400);
  });

  it('never shows the old course after a change was answered', async () => {
    const id = await publishCourse(academy, author);
    await academy.api.get(`/courses/${id}`);
    for (const title of ['Renamed once', 'Renamed twice', 'Renamed thrice']) {
      await academy.api.patch(`/courses/${id}`, { title }, author);
      expect((await academy.api.get(`/courses/${id}`)).body.data.course.title).toBe(title);
    }
  });
});

describe('PATCH /courses/:id', () => {
  it('changes what is sent and nothing else', async () => {
    const id = await createCourse(academy, author);
    const change = { price: { amount: 20 }, stack: ['Excel', 'VBA'], domain: 'Other' };
    const { status, body } = await academy.api.patch(`/courses/${id}`, change, author);
    expect(status).toBe(200);
    expect(body.data.course).toMatchObject({
      title: NEW_COURSE.title,
      price: { amount: 20, currency: 'EUR', pricing_model: 'one-time' },
      stack: ['Excel', 'VBA'],
      domain: 'Other',
    });
    const model = await academy.api.patch(`/courses/${id}`, { pricing_model: 'subscription' }, author);
    expect(model.body.data.course.price).toEqual({
      amount: 20,
      currency: 'EUR',
      pricing_model: 'subscription',
    });
  });

  it('lets a short description that nobody wrote follow the description', async () => {
    const id = await createCourse(academy, author);
    const derived = await academy.api.patch(`/courses/${id}`, { description: 'Another text.' }, author);
    expect(derived.body.data.course.short_description).toBe('Another text.');
    await academy.api.patch(`/courses/${id}`, { short_description: 'Written by hand.' }, author);
    const kept = await academy.api.patch(`/courses/${id}`, { description: 'A third text.' }, author);
    expect(kept.body.data.course.short_description).toBe('Written by hand.');
    const cleared = await academy.api.patch(`/courses/${id}`, { short_description: '' }, author);
    expect(cleared.body.data.course.short_description).toBe('A third text.');
  });

  it('refuses nothing, another owner, and fields that are not an author’s', async () => {
    const id = await createCourse(academy, author);
    expect((await academy.api.patch(`/courses/${id}`, {}, author)).status).toBe(400);
    for (const field of [
      'status',
      'instructor_id',
      'instructor_name',
      'version',
      'total_lessons',
      'published_at',
    ]) {
      const { status } = await academy.api.patch(`/courses/${id}`, { [field]: 'x' }, author);
      expect(status).toBe(400);
    }
  });

  it('is kept by 20 people at once: every change lands, none is lost', async () => {
    const id = await createCourse(academy, author);
    const titles = Array.from({ length: 20 }, (_, i) => `Title number ${i}`);
    const answers = await Promise.all(
      titles.map((title) => untilAnswered(() => academy.api.patch(`/courses/${id}`, { title }, author))),
    );
    expect(answers.map(({ status }) => status)).toEqual(titles.map(() => 200));
    const stored = await academy.collection('course', 'courses').findOne({ title: /^Title number/ });
    expect(stored?.version).toBeGreaterThanOrEqual(21);
  });
});

describe('ownership', () => {
  it('answers 401 without a token, 403 to others and 404 where nothing is, on every write', async () => {
    const id = await publishCourse(academy, author);
    const { body } = await academy.api.get(`/courses/${id}`);
    const [module] = body.data.course.modules;
    const inModule = (course: string) => `/courses/${course}/modules/${module._id}`;
    const writes = (course: string): [string, string, unknown][] => [
      ['PATCH', `/courses/${course}`, { title: 'Taken over' }],
      ['POST', `/courses/${course}/publish`, undefined],
      ['POST', `/courses/${course}/unpublish`, undefined],
      ['PUT', `/courses/${course}/outline`, { modules: [] }],
      ['POST', `/courses/${course}/modules`, { title: 'Mine', description: '' }],
      ['PATCH', inModule(course), { title: 'Mine' }],
      ['POST', `${inModule(course)}/lessons`, TEXT_LESSON],
      ['PATCH', `${inModule(course)}/lessons/${module.lessons[0]._id}`, { title: 'Mine' }],
      ['DELETE', `${inModule(course)}/lessons/${module.lessons[0]._id}`, undefined],
      ['DELETE', inModule(course), undefined],
      ['DELETE', `/courses/${course}`, undefined],
    ];
    for (const [method, path, payload] of writes(id)) {
      expect([path, (await academy.api.request(method, path, payload)).status]).toEqual([path, 401]);
      for (const [actor, code] of [
        [other, 'COURSE_NOT_OWNER'],
        [learner, 'INSTRUCTOR_REQUIRED'],
      ] as const) {
        const refused = await academy.api.request(method, path, payload, actor);
        expect([path, refused.status, refused.body.error.code]).toEqual([path, 403, code]);
      }
    }
    for (const [method, path, payload] of writes(MISSING)) {
      const refused = await academy.api.request(method, path, payload, author);
      expect([path, refused.status, refused.body.error.code]).toEqual([path, 404, 'COURSE_NOT_FOUND']);
    }
    expect((await academy.api.get(`/courses/${id}`)).body.data.course).toEqual(body.data.course);
  });

  it('answers 403 for drafts of others too, and lets admins do everything', async () => {
    const id = await createCourse(academy, author);
    expect((await academy.api.patch(`/courses/${id}`, { title: 'Taken over' }, other)).status).toBe(403);
    expect((await academy.api.patch(`/courses/${id}`, { title: 'Moderated' }, admin)).status).toBe(200);
    expect((await academy.api.delete(`/courses/${id}`, admin)).status).toBe(200);
  });
});

describe('POST /courses/:id/publish', () => {
  it('says every reason at once, in the reader’s language', async () => {
    const id = await createCourse(academy, author, { price: 0.2 });
    const french = { token: author.token, headers: { 'accept-language': 'fr' } };
    const { status, body } = await academy.api.post(`/courses/${id}/publish`, undefined, french);
    expect([status, body.error.code]).toEqual([400, 'COURSE_NOT_PUBLISHABLE']);
    expect(body.error.details).toEqual([
      { field: 'modules', message: 'Le cours n’a pas de module.' },
      { field: 'lessons', message: 'Aucun module n’a de leçon.' },
      { field: 'price', message: 'Un prix est 0 (gratuit) ou au moins 0,50.' },
    ]);
  });

  it('names the lessons that have nothing in them', async () => {
    const id = await createCourse(academy, author);
    const module = await addModule(academy, author, id);
    const lesson = await addLesson(academy, author, id, module, {
      title: 'Later',
      type: 'quiz',
      content: undefined,
    });
    const { body } = await academy.api.post(`/courses/${id}/publish`, undefined, author);
    expect(body.error.details).toEqual([
      { field: `lessons.${lesson}`, message: 'The lesson "Later" lacks its questions.' },
    ]);
  });

  it('puts it on offer at once; again changes nothing', async () => {
    const id = await publishCourse(academy, author, { title: 'Brand new on offer' });
    const { body } = await academy.api.get('/courses?search=brand%20new%20offer');
    expect(body.data.courses.map((course: { _id: string }) => course._id)).toContain(id);
    const first = await academy.api.get(`/courses/${id}`);
    const again = await academy.api.post(`/courses/${id}/publish`, undefined, author);
    const { reviews, ...course } = first.body.data.course;
    expect([again.status, again.body.data.course, reviews]).toEqual([200, course, []]);
  });
});

describe('POST /courses/:id/unpublish and DELETE /courses/:id', () => {
  it('makes it a draft again while nobody is enrolled', async () => {
    const id = await publishCourse(academy, author);
    const { status, body } = await academy.api.post(`/courses/${id}/unpublish`, undefined, author);
    expect([status, body.data.course.status, body.data.course.published_at]).toEqual([200, 'draft', null]);
    expect((await academy.api.get(`/courses/${id}`)).status).toBe(404);
    expect((await academy.api.post(`/courses/${id}/unpublish`, undefined, author)).status).toBe(200);
  });

  it('keeps a course with learners on offer', async () => {
    const id = await publishCourse(academy, author, { title: 'Has learners' });
    await academy
      .collection('course', 'courses')
      .updateOne({ title: 'Has learners' }, { $set: { enrollments_count: 1 } });
    const { status, body } = await academy.api.post(`/courses/${id}/unpublish`, undefined, author);
    expect([status, body.error.code]).toEqual([400, 'COURSE_HAS_LEARNERS']);
  });

  it('archives instead of deleting, and brings back by publishing', async () => {
    const id = await publishCourse(academy, author, { title: 'Comes and goes' });
    const before = (await academy.api.get(`/courses/${id}`)).body.data.course;
    const { status, body } = await academy.api.delete(`/courses/${id}`, author);
    expect([status, body]).toEqual([200, { success: true, message: 'Course deleted' }]);
    expect((await academy.api.delete(`/courses/${id}`, author)).status).toBe(200);
    expect((await academy.api.get('/courses?search=comes%20goes')).body.data.courses).toEqual([]);
    const edited = await academy.api.patch(`/courses/${id}`, { title: 'Edited' }, author);
    expect([edited.status, edited.body.error.code]).toEqual([404, 'COURSE_ARCHIVED']);
    expect((await academy.collection('course', 'courses').findOne({ title: 'Comes and goes' }))?.status).toBe(
      'archived',
    );
    const back = await academy.api.post(`/courses/${id}/publish`, undefined, author);
    expect(back.body.data.course).toMatchObject({ status: 'published', published_at: before.published_at });
  });
});

describe('GET /instructor/courses', () => {
  it('lists the caller’s own courses of every status, last changed first, in pages', async () => {
    const teacher = await academy.newInstructor();
    const ids: string[] = [];
    for (const title of ['Draft one', 'Draft two', 'Draft three'])
      ids.push(await createCourse(academy, teacher, { title }));
    const published = await publishCourse(academy, teacher);
    await academy.api.patch(`/courses/${ids[0]}`, { title: 'Draft one, changed' }, teacher);
    const { body } = await academy.api.get('/instructor/courses?limit=3', teacher);
    const idsOf = (courses: { _id: string }[]) => courses.map((course) => course._id);
    expect(idsOf(body.data.courses)).toEqual([ids[0], published, ids[2]]);
    expect(body.pagination).toEqual({ page: 1, limit: 3, total: 4, pages: 2 });
    const drafts = await academy.api.get('/instructor/courses?status=draft&page=2&limit=2', teacher);
    expect(idsOf(drafts.body.data.courses)).toEqual([ids[1]]);
    expect((await academy.api.get('/instructor/courses', other)).body.pagination.total).toBe(0);
  });

  it('is the instructors’ alone', async () => {
    expect((await academy.api.get('/instructor/courses')).status).toBe(401);
    expect((await academy.api.get('/instructor/courses', learner)).status).toBe(403);
    expect((await academy.api.get('/instructor/courses?status=gone', author)).status).toBe(400);
  });
});
