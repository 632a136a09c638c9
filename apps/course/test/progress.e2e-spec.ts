import { courseCompleted, getCourseProgressOf, lessonProgressed, type EnrollmentFact } from '@har/contracts';
import { CallClient, EventConsumer, type EventEnvelope } from '@har/messaging';
import { ServiceCaller } from '@har/routing';
import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { Types } from 'mongoose';
import { addLesson, quizLesson, teach, textLesson, untilAnswered, type TaughtCourse } from './taught-course';

let academy: Academy;
let instructor: TestUser;
let clients: CallClient;
let consumer: EventConsumer;
const events: EventEnvelope[] = [];

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'], replicas: { course: 2 } });
  const address = { redis_url: academy.env.REDIS_URL!, namespace: academy.env.REDIS_NAMESPACE! };
  clients = new CallClient(address);
  consumer = new EventConsumer({
    ...address,
    group: 'spec',
    topics: ['course'],
    handle: async (event) => void events.push(event),
  });
  await consumer.start();
  instructor = await academy.newInstructor();
});
afterAll(async () => {
  await consumer?.stop();
  await clients?.close();
  await academy?.stop();
});

const patch = (course: TaughtCourse, at: number, { token }: TestUser, body: object) =>
  untilAnswered(() =>
    academy.api.patch(`/courses/${course.id}/lessons/${course.lesson_ids[at]}/progress`, body, { token }),
  );
const complete = (course: TaughtCourse, at: number, user: TestUser) =>
  patch(course, at, user, { status: 'completed' });
const progressOf = async (course: TaughtCourse, { token }: TestUser) =>
  (await academy.api.get(`/courses/${course.id}/progress`, { token })).body.data;
const deleteLesson = (course: TaughtCourse, at: number) =>
  academy.api.delete(`/courses/${course.id}/modules/${course.module_id}/lessons/${course.lesson_ids[at]}`, {
    token: instructor.token,
  });
const askProgress = (user_id: string, course_id: string) =>
  new ServiceCaller(clients).call(
    getCourseProgressOf,
    { body: { user_id, course_id } },
    { request_id: 'r', language: 'en' },
  );
const completions = (course: TaughtCourse, user: TestUser) =>
  new Set(
    events
      .filter(({ type }) => type === courseCompleted.type)
      .filter(({ payload }) => (payload as EnrollmentFact).course_id === course.id)
      .filter(({ payload }) => (payload as EnrollmentFact).user_id === user.user_id)
      .map(({ id }) => id),
  );

async function joined(lessons = 2): Promise<{ course: TaughtCourse; user: TestUser }> {
  const course = await teach(academy, instructor, {
    lessons: Array.from({ length: lessons }, () => textLesson()),
  });
  const user = await academy.newLearner();
  await academy.api.post(`/courses/${course.id}/enroll`, undefined, { token: user.token });
  return { course, user };
}

describe('PATCH /courses/:id/lessons/:lesson_id/progress', () => {
  it('records, completes, and tells it once', async () => {
    const { course, user } = await joined(3);
    const first = await patch(course, 0, user, { status: 'in_progress', time_spent_seconds: 40 });
    expect(first.status).toBe(200);
    expect(first.body.data).toEqual({
      progress: {
        user_id: user.user_id,
        course_id: course.id,
        lesson_id: course.lesson_ids[0],
        status: 'in_progress',
        time_spent_seconds: 40,
        quiz_score: null,
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
      course_progress: 0,
    });
    expect((await complete(course, 0, user)).body.data.course_progress).toBe(33.33);
    expect((await complete(course, 1, user)).body.data.course_progress).toBe(66.67);
    expect((await complete(course, 2, user)).body.data.course_progress).toBe(100);
    await complete(course, 2, user);
    const { enrollment } = await progressOf(course, user);
    expect(enrollment).toMatchObject({ status: 'completed', progress_percentage: 100 });
    expect(enrollment.completed_lessons).toEqual(course.lesson_ids);
    await academy.eventually(() => expect(completions(course, user).size).toBe(1));
    const told = events.filter(({ type, payload }) => {
      return type === lessonProgressed.type && (payload as { user_id: string }).user_id === user.user_id;
    });
    expect(new Map(told.map(({ id, payload }) => [id, payload])).size).toBe(3);
    for (const { payload } of told) expect(lessonProgressed.payload.validate(payload).error).toBeUndefined();
  });

  it('is not moved back by a late or repeated PATCH', async () => {
    const { course, user } = await joined();
    await patch(course, 0, user, { status: 'completed', time_spent_seconds: 90 });
    const before = await progressOf(course, user);
    for (const status of ['not_started', 'in_progress', 'completed']) {
      const late = await patch(course, 0, user, { status, time_spent_seconds: 30 });
      expect(late.body.data.progress).toMatchObject({ status: 'completed', time_spent_seconds: 90 });
      expect(late.body.data.course_progress).toBe(50);
    }
    expect(await progressOf(course, user)).toEqual(before);
    const longer = await patch(course, 0, user, { status: 'not_started', time_spent_seconds: 120 });
    expect(longer.body.data.progress).toMatchObject({ status: 'completed', time_spent_seconds: 120 });
  });

  it('counts 50 parallel PATCHes of different lessons exactly, over two replicas', async () => {
    const { course, user } = await joined(25);
    const answers = await Promise.all(
      course.lesson_ids.flatMap((_, at) => [complete(course, at, user), complete(course, at, user)]),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { enrollment } = await progressOf(course, user);
    expect([...enrollment.completed_lessons].sort()).toEqual([...course.lesson_ids].sort());
    await academy.eventually(() => expect(completions(course, user).size).toBe(1));
  });

  it('counts 50 parallel PATCHes of one lesson once', async () => {
    const { course, user } = await joined(4);
    const steps = Array.from({ length: 50 }, (_, i) => ({
      status: i % 2 ? 'completed' : 'in_progress',
      time_spent_seconds: i,
    }));
    await Promise.all(steps.map((body) => patch(course, 1, user, body)));
    const { enrollment, lessons_progress } = await progressOf(course, user);
    expect(enrollment).toMatchObject({ progress_percentage: 25, completed_lessons: [course.lesson_ids[1]] });
    expect(lessons_progress[1]).toMatchObject({ status: 'completed', time_spent_seconds: 49 });
    const stored = academy.collection('course', 'lesson_progress');
    expect(await stored.countDocuments({ lesson_id: new Types.ObjectId(course.lesson_ids[1]) })).toBe(1);
  });

  it('refuses strangers, what does not exist, and nonsense', async () => {
    const { course, user } = await joined();
    const stranger = await academy.newLearner();
    const refused = await complete(course, 0, stranger);
    expect([refused.status, refused.body.error.code]).toEqual([403, 'NOT_ENROLLED']);
    expect((await complete(course, 0, instructor)).body.error.code).toBe('NOT_ENROLLED');
    const lost = { ...course, lesson_ids: ['f'.repeat(24)] };
    expect((await complete(lost, 0, user)).body.error.code).toBe('LESSON_NOT_FOUND');
    expect((await complete({ ...course, id: 'f'.repeat(24) }, 0, user)).body.error.code).toBe(
      'COURSE_NOT_FOUND',
    );
    const path = `/courses/${course.id}/lessons/${course.lesson_ids[0]}/progress`;
    expect((await academy.api.patch(path, { status: 'completed' })).status).toBe(401);
    for (const body of [{}, { status: 'done' }, { status: 'completed', time_spent_seconds: -1 }]) {
      expect((await patch(course, 0, user, body)).status).toBe(400);
    }
    const greedy = { status: 'completed', user_id: instructor.user_id, progress_percentage: 100 };
    expect((await patch(course, 0, user, greedy)).status).toBe(400);
    expect((await progressOf(course, user)).enrollment.progress_percentage).toBe(0);
  });

  it('completes no quiz, and takes no score from a client', async () => {
    const course = await teach(academy, instructor, { lessons: [quizLesson(), textLesson()] });
    const user = await academy.newLearner();
    await academy.api.post(`/courses/${course.id}/enroll`, undefined, { token: user.token });
    const scored = await patch(course, 0, user, { status: 'in_progress', quiz_score: 100 });
    expect([scored.status, scored.body.error.code]).toEqual([400, 'QUIZ_SCORE_REFUSED']);
    const completed = await complete(course, 0, user);
    expect([completed.status, completed.body.error.code]).toEqual([400, 'QUIZ_NOT_PASSED']);
    expect((await patch(course, 0, user, { status: 'in_progress' })).status).toBe(200);
    const text = await patch(course, 1, user, { status: 'completed', quiz_score: 85 });
    expect(text.body.data.progress.quiz_score).toBeNull();
    const { lessons_progress } = await progressOf(course, user);
    expect(lessons_progress.map((one: { what_is_missing: string }) => one.what_is_missing)).toEqual([
      'pass_quiz',
      null,
    ]);
  });
});

describe('GET /courses/:id/progress', () => {
  it('explains itself lesson by lesson, in the order of the outline', async () => {
    const { course, user } = await joined(3);
    await complete(course, 0, user);
    await patch(course, 1, user, { status: 'in_progress', time_spent_seconds: 12 });
    const { lessons_progress } = await progressOf(course, user);
    expect(lessons_progress).toMatchObject([
      {
        lesson_id: course.lesson_ids[0],
        status: 'completed',
        what_is_missing: null,
        order: 1,
        title: 'Tables',
      },
      {
        lesson_id: course.lesson_ids[1],
        status: 'in_progress',
        time_spent_seconds: 12,
        what_is_missing: 'complete_lesson',
      },
      { lesson_id: course.lesson_ids[2], status: 'not_started', what_is_missing: 'open_lesson', order: 3 },
    ]);
  });

  it('refuses those who are not enrolled, and what does not exist', async () => {
    const { course } = await joined();
    const draft = await teach(academy, instructor, { publish: false });
    const { token } = await academy.newLearner();
    const get = (id: string) => academy.api.get(`/courses/${id}/progress`, { token });
    expect((await get(course.id)).body.error.code).toBe('NOT_ENROLLED');
    expect((await get(course.id)).status).toBe(403);
    expect((await get(draft.id)).status).toBe(404);
    expect((await get('f'.repeat(24))).status).toBe(404);
    expect((await academy.api.get(`/courses/${course.id}/progress`)).status).toBe(401);
  });

  it('heals an enrolment that a crash left behind its lessons', async () => {
    const { course, user } = await joined();
    await complete(course, 0, user);
    await complete(course, 1, user);
    const behind = { completed_lessons: [], status: 'active', completed_at: null, progress_percentage: 0 };
    const ids = { user_id: new Types.ObjectId(user.user_id), course_id: new Types.ObjectId(course.id) };
    const enrollments = academy.collection('course', 'enrollments');
    await enrollments.updateOne(ids, { $set: behind });
    expect((await progressOf(course, user)).enrollment).toMatchObject({
      status: 'completed',
      progress_percentage: 100,
    });
    await enrollments.updateOne(ids, { $set: behind });
    expect((await complete(course, 0, user)).body.data.course_progress).toBe(50);
    expect((await complete(course, 1, user)).body.data.course_progress).toBe(100);
  });
});

describe('an outline that changes', () => {
  it('leaves a completed course completed when a lesson is added, and lists it as missing', async () => {
    const { course, user } = await joined();
    await Promise.all([complete(course, 0, user), complete(course, 1, user)]);
    const added = await addLesson(academy, instructor, course);
    const { enrollment, lessons_progress } = await progressOf(course, user);
    expect(enrollment).toMatchObject({ status: 'completed', progress_percentage: 100 });
    expect(lessons_progress[2]).toMatchObject({ lesson_id: added, what_is_missing: 'open_lesson' });
  });

  it('counts an active learner over the lessons that exist now', async () => {
    const { course, user } = await joined();
    await complete(course, 0, user);
    await addLesson(academy, instructor, course);
    expect((await progressOf(course, user)).enrollment.progress_percentage).toBe(33.33);
    const { body } = await academy.api.get('/enrollments', { token: user.token });
    expect(body.data.enrollments[0].progress_percentage).toBe(33.33);
  });

  it('completes those who lacked only a lesson that is deleted', async () => {
    const { course, user } = await joined(3);
    await complete(course, 0, user);
    await complete(course, 1, user);
    expect((await deleteLesson(course, 2)).status).toBe(200);
    const ids = { user_id: new Types.ObjectId(user.user_id), course_id: new Types.ObjectId(course.id) };
    await academy.eventually(async () => {
      const stored = await academy.collection('course', 'enrollments').findOne(ids);
      expect(stored).toMatchObject({ status: 'completed', progress_percentage: 100 });
    });
    await academy.eventually(() => expect(completions(course, user).size).toBe(1));
    expect((await progressOf(course, user)).enrollment.completed_lessons).toEqual(
      course.lesson_ids.slice(0, 2),
    );
  });

  it('completes whoever finishes the last lesson while another is being deleted', async () => {
    for (let round = 0; round < 5; round++) {
      const { course, user } = await joined(3);
      await complete(course, 0, user);
      await Promise.all([complete(course, 1, user), deleteLesson(course, 2)]);
      const ids = { user_id: new Types.ObjectId(user.user_id), course_id: new Types.ObjectId(course.id) };
      await academy.eventually(async () => {
        const stored = await academy.collection('course', 'enrollments').findOne(ids);
        expect(stored).toMatchObject({ status: 'completed' });
      });
    }
  });
});

describe('course.get-progress-of', () => {
  it('tells how far a user is, also one who left', async () => {
    const { course, user } = await joined();
    expect(await askProgress(user.user_id, course.id)).toEqual({ enrolled: true, progress_percentage: 0 });
    await complete(course, 0, user);
    await academy.api.delete(`/courses/${course.id}/enroll`, { token: user.token });
    expect(await askProgress(user.user_id, course.id)).toEqual({ enrolled: false, progress_percentage: 50 });
    expect(await askProgress(instructor.user_id, course.id)).toEqual({
      enrolled: false,
      progress_percentage: 0,
    });
    expect(await askProgress(user.user_id, 'f'.repeat(24))).toEqual({
      enrolled: false,
      progress_percentage: 0,
    });
  });
});
