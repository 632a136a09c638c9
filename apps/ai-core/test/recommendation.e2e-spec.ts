import { randomBytes } from 'node:crypto';
import {
  courseChanged,
  courseCompleted,
  courseRated,
  enrollmentCreated,
  entitlementChanged,
  type CourseChanged,
} from '@har/contracts';
import { EventPublisher, newEvent } from '@har/messaging';
import { toObjectId } from '@har/mongo';
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
  academy = await startAcademy({ services: ['auth', 'ai-core'], replicas: { 'ai-core': 2 } });
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

  it('builds on no course that the learner rated badly, until the rating is taken back', async () => {
    const reader = await academy.newLearner({ language: 'en' });
    const rated = (version: number, rating: number | null) => ({
      review_id: newId(),
      course_id: FIRST!.course_id,
      user_id: reader.user_id,
      version,
      rating,
      previous_rating: null,
    });
    const becauseOfFirst = async () =>
      (await recommended(reader)).recommendations.flatMap(({ because }: { because: object[] }) => because);
    await tell('course', enrollmentCreated.type, fact(reader.user_id, FIRST!));
    await academy.eventually(async () => expect(await becauseOfFirst()).not.toEqual([]));
    await tell('course', courseRated.type, rated(3, 2));
    await academy.eventually(async () => expect(await becauseOfFirst()).toEqual([]));
    await tell('course', courseRated.type, rated(2, 5));
    await tell('course', courseRated.type, rated(4, null));
    await academy.eventually(async () => expect(await becauseOfFirst()).not.toEqual([]));
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

  it('recommends as many as are asked for, of the domain a newcomer names', async () => {
    const newcomer = await academy.newLearner({ language: 'en' });
    const { recommendations } = await recommended(newcomer, { limit: 3, domain: 'Excel' });
    expect(recommendations).toHaveLength(3);
    expect(recommendations[0]).toMatchObject({ domain: 'Excel' });
    for (const body of [{ limit: 2 }, { limit: 6 }, { domain: 'Cooking' }])
      expect((await academy.api.post('/ai/recommendations', body, { token: newcomer.token })).status).toBe(
        400,
      );
  });

  it('takes new enrolments into the model between two fits', async () => {
    const fresh = { course_id: newId(), title: 'Web scraping', domain: 'Python' as const, language: 'en' };
    await tellCourse({ ...fresh, published_at: '2020-01-01T00:00:00.000Z' });
    for (let i = 0; i < 3; i += 1) {
      const other = newId();
      await tell('course', enrollmentCreated.type, fact(other, SECOND!));
      await tell('course', enrollmentCreated.type, fact(other, fresh));
    }
    const owner = await academy.newLearner({ language: 'en' });
    await tell('course', enrollmentCreated.type, fact(owner.user_id, SECOND!));
    await academy.eventually(async () => {
      const { recommendations } = await recommended(owner);
      expect(recommendations).toEqual(
        expect.arrayContaining([expect.objectContaining({ title: fresh.title, reason: 'next_step' })]),
      );
    }, 40_000);
  });

  it('speaks the reader’s language', async () => {
    // One replica may still serve the model from before the last enrolments.
    await academy.eventually(async () => {
      const answer = await academy.api.post(
        '/ai/recommendations',
        {},
        { token: learner.token, headers: { 'accept-language': 'fr' } },
      );
      expect(answer.body.data.recommendations[0].explanation).toBe(
        'Souvent suivi après « Python: First Steps ».',
      );
    }, 30_000);
  });

  it('serves one model from every replica, stored in parts and named by one document', async () => {
    await academy.eventually(async () => {
      const versions = await Promise.all(
        [0, 1].map(async (replica) => {
          const api = academy.apiOf('ai-core', replica);
          const answer = await api.post('/ai/recommendations', {}, { token: learner.token });
          return answer.body.data.model_version;
        }),
      );
      expect(new Set(versions).size).toBe(1);
      expect(versions[0]).not.toBe('empty');
    }, 30_000);
    // While a newer one is stored there is a third.
    await academy.eventually(async () => {
      const head = await academy.collection('ai-core', 'recommendation_models').findOne({});
      const parts = await academy.collection('ai-core', 'recommendation_model_parts').distinct('version');
      expect(parts).toContain(head?.version);
      expect(parts.length).toBeLessThanOrEqual(2);
    }, 30_000);
  });

  it('refuses a malformed id and needs a token', async () => {
    expect(
      (await academy.api.post('/ai/recommendations', { user_id: 'x' }, { token: learner.token })).status,
    ).toBe(400);
    expect((await academy.api.post('/ai/recommendations', {})).status).toBe(401);
  });
});

describe('POST /ai/recommendations/feedback', () => {
  const click = (body: object, token = learner.token) =>
    academy.api.post('/ai/recommendations/feedback', body, { token });

  it('keeps the first click on a course, however often and how many at once it is told', async () => {
    const { exposure_id, recommendations, model_version } = await recommended(learner, {});
    const [, opened] = recommendations;
    const body = { exposure_id, course_id: opened.course_id };
    const answers = await Promise.all(Array.from({ length: 50 }, () => click(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const exposures = academy.collection('ai-core', 'recommendation_exposures');
    const stored = await exposures.findOne({ _id: toObjectId(exposure_id) });
    expect(stored).toMatchObject({ user_id: learner.user_id, model_version });
    const clicked = stored!.courses.filter(({ clicked_at }: { clicked_at: Date | null }) => clicked_at);
    expect(clicked).toEqual([
      { course_id: opened.course_id, reason: opened.reason, clicked_at: expect.any(Date) },
    ]);
    await click(body);
    expect(await exposures.findOne({ _id: stored!._id })).toEqual(stored);
  });

  it('knows only what was shown, and to whom', async () => {
    const { exposure_id, recommendations } = await recommended(learner, {});
    const other = await academy.newLearner();
    const shown = { exposure_id, course_id: recommendations[0].course_id };
    for (const [body, token] of [
      [{ ...shown, course_id: newId() }, learner.token],
      [{ ...shown, exposure_id: newId() }, learner.token],
      [shown, other.token],
    ] as const) {
      const answer = await click(body, token);
      expect([answer.status, answer.body.error.code]).toEqual([404, 'RECOMMENDATION_NOT_FOUND']);
    }
    expect((await click({ exposure_id })).status).toBe(400);
    expect((await academy.api.post('/ai/recommendations/feedback', shown)).status).toBe(401);
  });

  it('writes nothing down when an administrator looks', async () => {
    const admin = await academy.admin();
    expect((await recommended(admin, { user_id: learner.user_id })).exposure_id).toBeNull();
  });
});
