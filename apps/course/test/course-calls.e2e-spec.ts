import { randomUUID } from 'node:crypto';
import * as contracts from '@har/contracts';
import {
  catalogueEntryChanged,
  courseChanged,
  getCourseOffer,
  lessonChanged,
  listLessonTexts,
  listSubscriptionCourses,
  moduleChanged,
  type CourseChanged,
} from '@har/contracts';
import { CallClient, EventTail, type EventEnvelope } from '@har/messaging';
import { eventsIn, ServiceCaller, type BodyOf, type CallContract, type ReplyOf } from '@har/routing';
import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { addLesson, addModule, createCourse, publishCourse } from './course-fixtures';

const MISSING = '0123456789abcdef01234567';

let academy: Academy;
let author: TestUser;
let client: CallClient;
let tail: EventTail;
const events: EventEnvelope[] = [];

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  const redis = { redis_url: academy.env.REDIS_URL!, namespace: academy.env.REDIS_NAMESPACE! };
  client = new CallClient(redis);
  tail = new EventTail({
    ...redis,
    topics: ['course'],
    onEvent: (event) => void events.push(event),
    onGap: () => undefined,
  });
  await tail.start();
  author = await academy.newInstructor({ last_name: 'Hopper' });
});
afterAll(async () => {
  await tail.stop();
  await client.close();
  await academy.stop();
});

function call<B, R>(
  contract: CallContract<B, R>,
  body: BodyOf<CallContract<B, R>>,
): Promise<ReplyOf<CallContract<B, R>>> {
  return new ServiceCaller(client).call(contract, { body }, { request_id: randomUUID(), language: 'en' });
}

const ofCourse = (id: string, type: string) =>
  events.filter((event) => event.type === type && (event.payload as { course_id: string }).course_id === id);

describe('course.get-offer', () => {
  it('says what a course costs, drafts included', async () => {
    const id = await createCourse(academy, author, {
      price: { amount: 19.99, currency: 'CHF', pricing_model: 'subscription' },
    });
    expect(await call(getCourseOffer, { course_id: id })).toEqual({
      course_id: id,
      title: 'Excel for small shops',
      status: 'draft',
      instructor_id: author.user_id,
      price: { amount: 19.99, currency: 'CHF', pricing_model: 'subscription' },
      domain: 'Excel',
      language: 'en',
    });
    await expect(call(getCourseOffer, { course_id: MISSING })).rejects.toMatchObject({
      code: 'COURSE_NOT_FOUND',
    });
  });
});

describe('course.list-subscription-courses', () => {
  it('lists the published courses that plans open, by domain', async () => {
    const subscription = { price: { amount: 10, pricing_model: 'subscription' } };
    const excel = await publishCourse(academy, author, subscription);
    const python = await publishCourse(academy, author, { ...subscription, domain: 'Python' });
    await publishCourse(academy, author);
    await createCourse(academy, author, subscription);
    expect((await call(listSubscriptionCourses, {})).course_ids.sort()).toEqual([excel, python].sort());
    expect((await call(listSubscriptionCourses, { domains: ['Python', 'R'] })).course_ids).toEqual([python]);
    await academy.api.delete(`/courses/${python}`, author);
    expect((await call(listSubscriptionCourses, {})).course_ids).toEqual([excel]);
  });
});

describe('course.list-lesson-texts', () => {
  it('gives the text of every lesson in order as HTML, and never a key or a solution', async () => {
    const course = await createCourse(academy, author);
    const module = await addModule(academy, author, course);
    const add = (type: string, body: object) =>
      addLesson(academy, author, course, module, { title: type, type, content: undefined, ...body });
    await add('exercise', { exercise: { instructions: '<p>Do it.</p>', solution: '<p>CANARY</p>' } });
    await add('quiz', {
      quiz: {
        questions: [
          { type: 'short_answer', question: 'Q', accepted_answers: ['CANARY'], explanation: 'CANARY' },
        ],
      },
    });
    await add('video', {
      video: {
        url: 'https://cdn.test/CANARY.mp4',
        transcript: 'If a < b & c > d.\n\n\nSecond <b>paragraph</b>.',
      },
      order: 1,
    });
    const text = await add('text', { content: '<p>Text.</p>' });
    const reply = await call(listLessonTexts, { course_id: course });
    expect(reply).toMatchObject({ course_id: course, title: 'Excel for small shops', language: 'en' });
    expect(reply).toMatchObject({ description: expect.any(String), short_description: expect.any(String) });
    expect(reply.lessons.map(({ title, html }) => [title, html])).toEqual([
      ['video', '<p>If a &lt; b &amp; c &gt; d.</p>\n<p>Second &lt;b&gt;paragraph&lt;/b&gt;.</p>'],
      ['exercise', '<p>Do it.</p>'],
      ['quiz', ''],
      ['text', '<p>Text.</p>'],
    ]);
    expect(JSON.stringify(reply)).not.toContain('CANARY');
    expect(reply.lessons[3]).toMatchObject({ lesson_id: text, module_id: module });
    await expect(call(listLessonTexts, { course_id: MISSING })).rejects.toMatchObject({
      code: 'COURSE_NOT_FOUND',
    });
  });
});

describe('events', () => {
  it('tells every change of a course with a version that grows, and what the catalogue gained and lost', async () => {
    const id = await publishCourse(academy, author, { title: 'Told to all' });
    await academy.api.patch(`/courses/${id}`, { title: 'Announced again' }, author);
    await academy.api.delete(`/courses/${id}`, author);
    await academy.eventually(() => {
      const told = ofCourse(id, courseChanged.type).map(({ payload }) => payload as CourseChanged);
      const sorted = [...told].sort((a, b) => a.version - b.version);
      expect(sorted.map(({ status, title }) => [status, title])).toEqual([
        ['draft', 'Told to all'],
        ['published', 'Told to all'],
        ['published', 'Announced again'],
        ['archived', 'Announced again'],
      ]);
      expect(new Set(told.map(({ version }) => version)).size).toBe(4);
      expect(ofCourse(id, catalogueEntryChanged.type)).toHaveLength(3);
    });
  });

  it('tells of modules and lessons that are added, changed, moved and deleted', async () => {
    const id = await createCourse(academy, author);
    const module = await addModule(academy, author, id);
    const lesson = await addLesson(academy, author, id, module);
    const path = `/courses/${id}/modules/${module}`;
    await academy.api.patch(`${path}/lessons/${lesson}`, { title: 'Changed' }, author);
    await academy.api.patch(`${path}/lessons/${lesson}`, { order: 1 }, author);
    await academy.api.patch(path, { title: 'Changed' }, author);
    await academy.api.delete(path, author);
    await academy.eventually(() => {
      const deletions = (type: string) =>
        ofCourse(id, type).map(({ payload }) => (payload as { deleted: boolean }).deleted);
      expect(deletions(lessonChanged.type).sort()).toEqual([false, false, false, true]);
      expect(deletions(moduleChanged.type).sort()).toEqual([false, false, true]);
    });
  });

  it('tells nothing else than what it declared, and leaves no event behind', async () => {
    const declared = new Map(eventsIn(contracts).map((event) => [event.type, event]));
    for (const { type, payload } of events) {
      expect(declared.get(type)?.payload.validate(payload, { convert: false }).error).toBeUndefined();
    }
    await academy.eventually(async () => {
      for (const name of ['courses', 'modules', 'lessons']) {
        expect(
          await academy.collection('course', name).countDocuments({ 'outbox.0': { $exists: true } }),
        ).toBe(0);
      }
    });
  });
});

describe('the name of the instructor', () => {
  it('follows the user, in pages and in the search', async () => {
    const id = await publishCourse(academy, author, { title: 'Written by somebody' });
    expect((await academy.api.get(`/courses/${id}`)).body.data.course.instructor_name).toBe('Grace Hopper');
    await academy.api.patch('/auth/profile', { first_name: 'Amazing', last_name: 'Murray' }, author);
    await academy.eventually(async () => {
      const { body } = await academy.api.get(`/courses/${id}`);
      expect(body.data.course.instructor_name).toBe('Amazing Murray');
      const found = await academy.api.get('/courses?search=murray');
      expect(found.body.data.courses.map((course: { _id: string }) => course._id)).toContain(id);
      const before = await academy.api.get('/courses?search=hopper');
      expect(before.body.data.courses.map((course: { _id: string }) => course._id)).not.toContain(id);
    });
    const later = await createCourse(academy, author);
    expect((await academy.api.get(`/courses/${later}`, author)).body.data.course.instructor_name).toBe(
      'Amazing Murray',
    );
  });
});
