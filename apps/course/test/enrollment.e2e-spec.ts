import { Types } from 'mongoose';
import { startAcademy, type Academy, type ApiAnswer, type TestUser } from '@har/testing';
import { PaymentStandIn } from './payment-stand-in';
import { teach, textLesson } from './taught-course';

let academy: Academy;
let payment: PaymentStandIn;
let instructor: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  payment = await new PaymentStandIn(academy).start();
  instructor = await academy.newInstructor();
});
afterAll(async () => {
  await payment?.stop();
  await academy?.stop();
});

const enroll = ({ token }: TestUser, id: string, headers?: Record<string, string>) =>
  academy.api.post(`/courses/${id}/enroll`, undefined, { token, headers });
const drop = ({ token }: TestUser, id: string) => academy.api.delete(`/courses/${id}/enroll`, { token });
const countOf = async (id: string) =>
  (await academy.api.get(`/courses/${id}`)).body.data.course.enrollments_count;

/** One of the racing requests succeeded; a busy machine may have given up waiting for it (503). */
function expectOneSuccess(answers: readonly ApiAnswer[]): void {
  const succeeded = answers.filter(({ status }) => status < 300).length;
  const unknown = answers.filter(({ status }) => status === 503).length;
  expect(succeeded).toBeLessThanOrEqual(1);
  expect(succeeded + unknown).toBeGreaterThanOrEqual(1);
}

describe('POST /courses/:id/enroll', () => {
  it('enrols in a free course at once', async () => {
    const course = await teach(academy, instructor);
    const learner = await academy.newLearner();
    const { status, body } = await enroll(learner, course.id);
    expect(status).toBe(201);
    expect(body).toEqual({
      success: true,
      data: {
        enrollment: {
          _id: expect.stringMatching(/^[0-9a-f]{24}$/),
          user_id: learner.user_id,
          course_id: course.id,
          status: 'active',
          progress_percentage: 0,
          completed_lessons: [],
          last_accessed_lesson_id: null,
          enrolled_at: expect.any(String),
          completed_at: null,
          last_accessed_at: null,
        },
      },
    });
    await academy.eventually(async () => expect(await countOf(course.id)).toBe(1));
  });

  it('refuses callers without a token, courses that are not published, and a second enrolment', async () => {
    const learner = await academy.newLearner();
    const course = await teach(academy, instructor);
    const draft = await teach(academy, instructor, { publish: false });
    const archived = await teach(academy, instructor);
    await academy.api.delete(`/courses/${archived.id}`, { token: instructor.token });
    expect((await academy.api.post(`/courses/${course.id}/enroll`)).status).toBe(401);
    expect((await enroll(learner, draft.id)).body.error.code).toBe('COURSE_NOT_FOUND');
    expect((await enroll(learner, archived.id)).status).toBe(404);
    expect((await enroll(learner, 'f'.repeat(24))).status).toBe(404);
    expect((await enroll(learner, 'x')).status).toBe(400);
    await enroll(learner, course.id);
    const again = await enroll(learner, course.id);
    expect([again.status, again.body.error.code]).toEqual([400, 'ALREADY_ENROLLED']);
  });

  it('refuses a suspended user', async () => {
    const course = await teach(academy, instructor);
    const learner = await academy.newLearner();
    const admin = await academy.admin();
    const put = await academy.api.put(
      `/admin/users/${learner.user_id}`,
      { status: 'suspended' },
      { token: admin.token },
    );
    expect(put.status).toBe(200);
    await academy.eventually(async () => {
      const { status, body } = await enroll(learner, course.id);
      expect([status, body.error.code]).toEqual([403, 'USER_SUSPENDED']);
    });
  });

  it('makes one enrolment of 50 parallel requests', async () => {
    const course = await teach(academy, instructor);
    const learner = await academy.newLearner();
    const answers = await Promise.all(Array.from({ length: 50 }, () => enroll(learner, course.id)));
    expectOneSuccess(answers);
    const refused = answers.filter(({ status }) => status === 400);
    expect(new Set(refused.map(({ body }) => body.error.code))).toEqual(new Set(['ALREADY_ENROLLED']));
    const filter = { course_id: new Types.ObjectId(course.id) };
    expect(await academy.collection('course', 'enrollments').countDocuments(filter)).toBe(1);
    await academy.eventually(async () => expect(await countOf(course.id)).toBe(1));
  });

  it('answers a repeated idempotency key with the same enrolment', async () => {
    const course = await teach(academy, instructor);
    const learner = await academy.newLearner();
    const headers = { 'idempotency-key': 'join-once' };
    const [first, second] = await Promise.all([
      enroll(learner, course.id, headers),
      enroll(learner, course.id, headers),
    ]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body.data).toEqual(second.body.data);
  });

  it('asks 402 for a paid course and says how to buy it', async () => {
    const course = await teach(academy, instructor, { price: 49.9 });
    const { status, body } = await enroll(await academy.newLearner(), course.id);
    expect([status, body.error.code]).toEqual([402, 'PAYMENT_REQUIRED']);
    expect(body.error.details).toEqual([{ field: 'purchase', message: expect.stringContaining(course.id) }]);
    expect(body.error.details[0].message).toContain('49.90 EUR');
    const offered = await teach(academy, instructor, { price: 10, pricing_model: 'subscription' });
    const subscription = await enroll(await academy.newLearner(), offered.id);
    expect(subscription.body.error.details[0]).toMatchObject({ field: 'subscribe' });
  });

  it('believes a purchase that was completed a moment ago, before its event', async () => {
    const course = await teach(academy, instructor, { price: 20 });
    const learner = await academy.newLearner();
    payment.hold({ user_id: learner.user_id, course_id: course.id });
    expect((await enroll(learner, course.id)).status).toBe(201);
  });

  it('asks payment nothing when its own copy has the right', async () => {
    const course = await teach(academy, instructor, { price: 20 });
    const learner = await academy.newLearner();
    await payment.tell({ user_id: learner.user_id, course_id: course.id });
    await academy.eventually(async () => {
      const copies = await academy.collection('course', 'entitlements').find().toArray();
      expect(copies.map(({ user_id }) => String(user_id))).toContain(learner.user_id);
    });
    const asked = payment.asked;
    expect((await enroll(learner, course.id)).status).toBe(201);
    expect(payment.asked).toBe(asked);
  });

  it.each([
    ['has ended', { active: false }],
    ['has expired', { expires_at: '2020-01-01T00:00:00.000Z' }],
    ['is a plan, and the course is sold by itself', { plan: 'pro', course_id: null }],
  ])('refuses a right that %s', async (_why, state) => {
    const course = await teach(academy, instructor, { price: 20 });
    const learner = await academy.newLearner();
    payment.hold({ user_id: learner.user_id, course_id: course.id, ...state });
    expect((await enroll(learner, course.id)).status).toBe(402);
  });

  it('lets a plan open the subscription courses of its domains', async () => {
    const course = await teach(academy, instructor, { price: 20, pricing_model: 'subscription' });
    const [all, excel, python] = await Promise.all([1, 2, 3].map(() => academy.newLearner()));
    payment.hold({ user_id: all!.user_id, plan: 'enterprise', source: 'subscription' });
    payment.hold({ user_id: excel!.user_id, plan: 'basic', domains: ['Excel'], source: 'subscription' });
    payment.hold({ user_id: python!.user_id, plan: 'basic', domains: ['Python'], source: 'subscription' });
    expect((await enroll(all!, course.id)).status).toBe(201);
    expect((await enroll(excel!, course.id)).status).toBe(201);
    expect((await enroll(python!, course.id)).status).toBe(402);
  });

  it('lets the owner see a paid course as a learner does', async () => {
    const course = await teach(academy, instructor, { price: 20 });
    expect((await enroll(instructor, course.id)).status).toBe(201);
  });
});

describe('while payment is away', () => {
  it('answers 503 where it must be asked, and enrols where it need not', async () => {
    const [paid, free] = [await teach(academy, instructor, { price: 20 }), await teach(academy, instructor)];
    const learner = await academy.newLearner();
    await payment.pause();
    const { status } = await enroll(learner, paid.id);
    expect(status).toBe(503);
    expect((await enroll(learner, free.id)).status).toBe(201);
    await payment.start();
    // That nobody listens is believed for a moment.
    await academy.eventually(async () => expect((await enroll(learner, paid.id)).status).toBe(402));
  });
});

describe('DELETE /courses/:id/enroll', () => {
  it('leaves, and joins again with the progress of before', async () => {
    const course = await teach(academy, instructor);
    const learner = await academy.newLearner();
    await enroll(learner, course.id);
    const path = `/courses/${course.id}/lessons/${course.lesson_ids[0]}/progress`;
    await academy.api.patch(path, { status: 'completed' }, { token: learner.token });
    const left = await drop(learner, course.id);
    expect([left.status, left.body.data.enrollment.status]).toEqual([200, 'dropped']);
    expect((await drop(learner, course.id)).body.error.code).toBe('NOT_ENROLLED');
    const refused = await academy.api.patch(path, { status: 'completed' }, { token: learner.token });
    expect(refused.status).toBe(403);
    await academy.eventually(async () => expect(await countOf(course.id)).toBe(0));
    const joined = await enroll(learner, course.id);
    expect(joined.body.data.enrollment).toMatchObject({
      _id: left.body.data.enrollment._id,
      status: 'active',
      progress_percentage: 50,
      completed_lessons: [course.lesson_ids[0]],
    });
    await academy.eventually(async () => expect(await countOf(course.id)).toBe(1));
  });

  it('answers a course that does not exist, and one that was never joined', async () => {
    const learner = await academy.newLearner();
    const course = await teach(academy, instructor);
    const draft = await teach(academy, instructor, { publish: false });
    expect((await drop(learner, 'f'.repeat(24))).status).toBe(404);
    expect((await drop(learner, draft.id)).status).toBe(404);
    expect((await drop(learner, course.id)).status).toBe(403);
    expect((await academy.api.delete(`/courses/${course.id}/enroll`)).status).toBe(401);
  });

  it('joins again once of 50 parallel requests', async () => {
    const course = await teach(academy, instructor);
    const learner = await academy.newLearner();
    await enroll(learner, course.id);
    await drop(learner, course.id);
    const answers = await Promise.all(Array.from({ length: 50 }, () => enroll(learner, course.id)));
    expectOneSuccess(answers);
    const drops = await Promise.all(Array.from({ length: 50 }, () => drop(learner, course.id)));
    expectOneSuccess(drops);
    const enrolled = () =>
      academy
        .collection('course', 'enrollments')
        .countDocuments({ course_id: new Types.ObjectId(course.id), status: { $ne: 'dropped' } });
    // Whoever was answered 503 may have joined again after all others had left.
    if ([...answers, ...drops].every(({ status }) => status !== 503)) expect(await enrolled()).toBe(0);
    await academy.eventually(async () => expect(await countOf(course.id)).toBe(await enrolled()));
  });
});

describe('GET /enrollments', () => {
  it('pages the own courses by status, the last joined first', async () => {
    const learner = await academy.newLearner();
    const courses = [];
    for (const title of ['First of all', 'Second of all', 'Third of all']) {
      const course = await teach(academy, instructor, { title, lessons: [textLesson()] });
      await enroll(learner, course.id);
      courses.push(course);
    }
    await drop(learner, courses[0]!.id);
    const path = `/courses/${courses[1]!.id}/lessons/${courses[1]!.lesson_ids[0]}/progress`;
    await academy.api.patch(path, { status: 'completed' }, { token: learner.token });

    const list = (query: string) => academy.api.get(`/enrollments${query}`, { token: learner.token });
    const titles = async (query: string) =>
      (await list(query)).body.data.enrollments.map((one: { course: { title: string } }) => one.course.title);
    expect(await titles('')).toEqual(['Third of all', 'Second of all', 'First of all']);
    expect(await titles('?status=active')).toEqual(['Third of all']);
    expect(await titles('?status=completed')).toEqual(['Second of all']);
    expect(await titles('?status=dropped')).toEqual(['First of all']);
    expect(await titles('?page=2&limit=2')).toEqual(['First of all']);
    const page = await list('?limit=2');
    expect(page.body.pagination).toEqual({ page: 1, limit: 2, total: 3, pages: 2 });
    expect(page.body.data.enrollments[1]).toMatchObject({
      status: 'completed',
      progress_percentage: 100,
      course: { image_url: null, domain: 'Excel', total_lessons: 1, status: 'published' },
    });
    expect((await list('?status=lost')).status).toBe(400);
    expect((await academy.api.get('/enrollments')).status).toBe(401);
  });
});
