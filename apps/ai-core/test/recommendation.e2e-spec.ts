import { randomBytes } from 'node:crypto';
import {
  courseChanged,
  courseCompleted,
  enrollmentCreated,
  entitlementChanged,
  type CourseChanged,
} from '@har/contracts';
import { EventPublisher, newEvent } from '@har/messaging';
import { startAcademy, type Academy, type TestUser } from '@har/testing';

const newId = () => randomBytes(12).toString('hex');

let academy: Academy;
let publisher: EventPublisher;
let learner: TestUser;

const COURSES: (Partial<CourseChanged> & { course_id: string })[] = [
  {
    course_id: newId(),
    title: 'Python: First Steps',
    domain: 'Python',
    language: 'en',
    keywords: ['python'],
  },
  {
    course_id: newId(),
    title: 'Data Analysis with pandas',
    domain: 'Python',
    language: 'en',
    keywords: ['pandas'],
  },
  { course_id: newId(), title: 'Machine Learning', domain: 'Python', language: 'en', keywords: ['models'] },
  { course_id: newId(), title: 'Tables and pivots', domain: 'Excel', language: 'en', keywords: ['excel'] },
  { course_id: newId(), title: 'Macros', domain: 'Excel', language: 'en', keywords: ['vba'] },
  { course_id: newId(), title: 'Still a draft', domain: 'Python', language: 'en', status: 'draft' },
  { course_id: newId(), title: 'Put away', domain: 'Python', language: 'en', status: 'archived' },
  { course_id: newId(), title: 'Statistiques avec R', domain: 'R', language: 'fr', keywords: ['r'] },
];
const [FIRST, SECOND, , TABLES] = COURSES;

const tell = (topic: string, type: string, payload: object) =>
  publisher.publish(topic, newEvent(type, payload));

async function tellCourse(course: Partial<CourseChanged>): Promise<void> {
  const full = {
    version: 1,
    status: 'published',
    stack: [],
    keywords: [],
    instructor_id: newId(),
    published_at: new Date().toISOString(),
    ...course,
  };
  await tell('course', courseChanged.type, full);
}

function fact(user_id: string, course: { course_id: string }): object {
  return { enrollment_id: newId(), user_id, course_id: course.course_id, instructor_id: newId() };
}

async function recommended(user = learner, body: object = { user_id: user.user_id }) {
  const answer = await academy.api.post('/ai/recommendations', body, { token: user.token });
  expect(answer.status).toBe(200);
  return answer.body.data;
}

const titlesOf = (data: { recommendations: { title: string }[] }) =>
  data.recommendations.map(({ title }) => title);

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'ai-core'] });
  publisher = new EventPublisher({
    redis_url: academy.env.REDIS_URL!,
    namespace: academy.env.REDIS_NAMESPACE!,
  });
  learner = await academy.newLearner({ language: 'en' });
  for (const course of COURSES) await tellCourse(course);
  // Twelve others went from the first Python course to the second, and nobody from Excel to it.
  for (let i = 0; i < 12; i += 1) {
    const other = newId();
    await tell('course', enrollmentCreated.type, fact(other, FIRST!));
    await tell('course', courseCompleted.type, {
      ...fact(other, FIRST!),
      completed_at: new Date().toISOString(),
    });
    await tell('course', enrollmentCreated.type, fact(other, SECOND!));
  }
});

afterAll(async () => {
  await publisher.close();
  await academy.stop();
});

describe('POST /ai/recommendations', () => {
  it('recommends to a newcomer what is popular, of their language, never a draft or an archived course', async () => {
    await academy.eventually(async () => {
      const data = await recommended();
      expect(data.recommendations.length).toBeGreaterThanOrEqual(3);
      expect(data.recommendations.length).toBeLessThanOrEqual(5);
      const titles = titlesOf(data);
      expect(titles).toEqual(expect.arrayContaining(['Python: First Steps']));
      expect(titles).not.toEqual(expect.arrayContaining(['Still a draft']));
      expect(titles).not.toEqual(expect.arrayContaining(['Put away']));
      expect(titles).not.toEqual(expect.arrayContaining(['Statistiques avec R']));
      for (const { explanation, reason } of data.recommendations) {
        expect(explanation.length).toBeGreaterThan(5);
        expect(['popular', 'new']).toContain(reason);
      }
    });
  });

  it('counts a new enrolment at once, and says which of the learner’s courses it rests on', async () => {
    await tell('course', enrollmentCreated.type, fact(learner.user_id, FIRST!));
    await academy.eventually(async () => {
      const data = await recommended();
      expect(titlesOf(data)).not.toContain(FIRST!.title);
      expect(data.recommendations[0]).toMatchObject({
        title: SECOND!.title,
        reason: 'next_step',
        because: [{ course_id: FIRST!.course_id, title: FIRST!.title }],
        explanation: 'Often taken after “Python: First Steps”.',
      });
      expect(data.model_version).not.toBe('empty');
    }, 30_000);
  });

  it('never recommends what is bought, until it is given back', async () => {
    const entitlement = {
      entitlement_id: newId(),
      version: 1,
      user_id: learner.user_id,
      course_id: TABLES!.course_id,
      plan: null,
      domains: null,
      source: 'purchase',
      active: true,
      expires_at: null,
    };
    await tell('payment', entitlementChanged.type, entitlement);
    await academy.eventually(async () => expect(titlesOf(await recommended())).not.toContain(TABLES!.title));
    await tell('payment', entitlementChanged.type, { ...entitlement, version: 2, active: false });
    await academy.eventually(async () => expect(titlesOf(await recommended())).toContain(TABLES!.title));
  });

  it('drops a course the moment it is archived, and takes no older word of it', async () => {
    await tellCourse({ ...TABLES, version: 3, status: 'archived' });
    await tellCourse({ ...TABLES, version: 2, status: 'published' });
    await academy.eventually(async () => expect(titlesOf(await recommended())).not.toContain(TABLES!.title));
  });

  it('never recommends an instructor’s own course', async () => {
    const instructor = await academy.newInstructor();
    await tellCourse({
      course_id: newId(),
      title: 'My own',
      domain: 'Python',
      language: 'en',
      instructor_id: instructor.user_id,
    });
    await academy.eventually(async () => expect(titlesOf(await recommended())).toContain('My own'));
    expect(titlesOf(await recommended(instructor))).not.toContain('My own');
  });

  it('answers an administrator for any user, and nobody else for another', async () => {
    const admin = await academy.admin();
    expect(titlesOf(await recommended(admin, { user_id: learner.user_id }))).not.toContain(FIRST!.title);
    const other = await academy.newLearner();
    for (const [token, user_id] of [
      [other.token, learner.user_id],
      [admin.token, newId()],
    ]) {
      const answer = await academy.api.post('/ai/recommendations', { user_id }, { token });
      expect([answer.status, answer.body.error.code]).toEqual([404, 'USER_NOT_FOUND']);
    }
  });

  it('speaks the reader’s language', async () => {
    const answer = await academy.api.post(
      '/ai/recommendations',
      {},
      { token: learner.token, headers: { 'accept-language': 'fr' } },
    );
    expect(answer.body.data.recommendations[0].explanation).toBe(
      'Souvent suivi après « Python: First Steps ».',
    );
  });

  it('refuses a malformed id and needs a token', async () => {
    expect(
      (await academy.api.post('/ai/recommendations', { user_id: 'x' }, { token: learner.token })).status,
    ).toBe(400);
    expect((await academy.api.post('/ai/recommendations', {})).status).toBe(401);
  });
});
