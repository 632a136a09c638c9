import { courseChanged, getUserSummary, type CourseChanged } from '@har/contracts';
import { CallClient, EventPublisher, newEvent } from '@har/messaging';
import { newId, ServiceCaller } from '@har/routing';
import { startAcademy, type Academy } from '@har/testing';

let academy: Academy;
let publisher: EventPublisher;
let client: CallClient;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth'], replicas: { auth: 2 } });
  const redis = { redis_url: academy.env.REDIS_URL!, namespace: academy.env.REDIS_NAMESPACE! };
  publisher = new EventPublisher(redis);
  client = new CallClient(redis);
});
afterAll(async () => {
  await publisher?.close();
  await client?.close();
  await academy?.stop();
});

function courseOf(instructor_id: string, fields: Partial<CourseChanged>): CourseChanged {
  return {
    course_id: newId(),
    version: 1,
    status: 'published',
    title: 'Pivot tables',
    domain: 'Excel',
    stack: [],
    keywords: [],
    language: 'fr',
    instructor_id,
    published_at: null,
    ...fields,
  };
}

const tell = (course: CourseChanged) => publisher.publish('course', newEvent(courseChanged.type, course));

async function expectFigures(user_id: string, total_courses: number, rating: number): Promise<void> {
  await academy.eventually(async () => {
    const { body } = await academy.api.get(`/auth/users/${user_id}`);
    expect(body.data.user.instructor_info).toMatchObject({ total_courses, rating });
  }, 40_000);
}

describe('instructor_info.total_courses and rating', () => {
  it('follow published and archived courses, in any order and however often they are told', async () => {
    const { user_id } = await academy.newInstructor();
    const kept = courseOf(user_id, { average_rating: 5, reviews_count: 3 });
    const archived = courseOf(user_id, { average_rating: 1, reviews_count: 9 });
    const draft = courseOf(user_id, { status: 'draft' });
    await tell({ ...archived, version: 3, status: 'archived' });
    await Promise.all([kept, archived, draft, kept, archived].map(tell));
    const other = courseOf(user_id, { average_rating: 4, reviews_count: 1 });
    await tell(other);
    await expectFigures(user_id, 2, 4.75);
    await tell({ ...kept, version: 2, status: 'archived' });
    await expectFigures(user_id, 1, 4);
  });

  it('count 20 courses told at once', async () => {
    const { user_id } = await academy.newInstructor();
    await Promise.all(Array.from({ length: 20 }, () => tell(courseOf(user_id, {}))));
    await expectFigures(user_id, 20, 0);
  });

  it('count what was published before the account had an instructor profile', async () => {
    const { user_id, token } = await academy.newLearner();
    await tell(courseOf(user_id, {}));
    await academy.eventually(async () => {
      const stored = await academy.collection('auth', 'users').findOne({ teaching: { $size: 1 } });
      expect(String(stored?._id)).toBe(user_id);
    });
    const application = { bio: 'Teaches.', expertise_tags: ['R'] };
    const answer = await academy.api.post('/auth/instructor-profile', application, { token });
    expect(answer.body.data.user.instructor_info.total_courses).toBe(1);
  });

  it('let courses of people without an account pass', async () => {
    await tell(courseOf('000000000000000000000000', {}));
    await tell(courseOf(newId(), {}));
    const { user_id } = await academy.newInstructor();
    await tell(courseOf(user_id, {}));
    await expectFigures(user_id, 1, 0);
  });
});

describe('auth.get-user-summary', () => {
  const ask = (user_id: string) => {
    const context = { request_id: 'summary-test', language: 'fr' as const };
    return new ServiceCaller(client).call(getUserSummary, { body: { user_id } }, context);
  };

  it('tells other services who a user is', async () => {
    const { user_id, email } = await academy.newLearner();
    await expect(ask(user_id)).resolves.toEqual({
      user_id,
      first_name: 'Ada',
      last_name: 'Test',
      email,
      role: 'learner',
      status: 'active',
      language: 'en',
    });
  });

  it('knows the administrator of the environment', async () => {
    const summary = await ask('000000000000000000000000');
    expect(summary).toMatchObject({ email: academy.env.ADMIN_EMAIL, role: 'admin' });
  });

  it('refuses unknown users', async () => {
    await expect(ask(newId())).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  });
});
