import mongoose from 'mongoose';
import { listOpenLessons } from '@har/contracts';
import { CallClient } from '@har/messaging';
import { ServiceCaller } from '@har/routing';
import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { PaymentStandIn } from './payment-stand-in';
import { addLesson, exerciseLesson, quizLesson, teach, textLesson, type TaughtCourse } from './taught-course';

let academy: Academy;
let payment: PaymentStandIn;
let instructor: TestUser;
let learner: TestUser;
let paid: TaughtCourse;
let clients: CallClient;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  payment = await new PaymentStandIn(academy).start();
  clients = new CallClient({ redis_url: academy.env.REDIS_URL!, namespace: academy.env.REDIS_NAMESPACE! });
  instructor = await academy.newInstructor();
  learner = await academy.newLearner();
  const lessons = [textLesson(), textLesson({ is_free_preview: true }), quizLesson(), exerciseLesson()];
  paid = await teach(academy, instructor, { price: 30, lessons });
});
afterAll(async () => {
  await clients?.close();
  await payment?.stop();
  await academy?.stop();
});

const open = (course: TaughtCourse, at: number, user?: TestUser) =>
  academy.api.get(`/courses/${course.id}/lessons/${course.lesson_ids[at]}`, { token: user?.token });
const codeOf = async (course: TaughtCourse, at: number, user?: TestUser) => {
  const { status, body } = await open(course, at, user);
  return [status, body.error?.code];
};
const enroll = ({ id }: TaughtCourse, { token }: TestUser) =>
  academy.api.post(`/courses/${id}/enroll`, undefined, { token });
const listOpen = (course_id: string, token?: string) =>
  new ServiceCaller(clients).call(
    listOpenLessons,
    { body: { course_id } },
    { request_id: 'r', language: 'en', ...(token && { actor: { token } as never }) },
  );

describe('GET /courses/:id/lessons/:lesson_id', () => {
  it('opens for an enrolled and entitled learner, without keys and solution', async () => {
    const entitlement = await payment.tell({ user_id: learner.user_id, course_id: paid.id });
    expect((await enroll(paid, learner)).status).toBe(201);
    const { status, body } = await open(paid, 0, learner);
    expect(status).toBe(200);
    expect(body.data).toEqual({
      lesson: expect.objectContaining({ _id: paid.lesson_ids[0], type: 'text', order: 1 }),
      is_completed: false,
      progress: {
        user_id: learner.user_id,
        course_id: paid.id,
        lesson_id: paid.lesson_ids[0],
        status: 'not_started',
        time_spent_seconds: 0,
        quiz_score: null,
        created_at: null,
        updated_at: null,
      },
    });
    expect(body.data.lesson.content).toContain('PAID-CONTENT');
    const quiz = await open(paid, 2, learner);
    expect(quiz.body.data.lesson.quiz.questions[0].options).toEqual(['SUM', 'XLOOKUP', 'LEFT']);
    const exercise = await open(paid, 3, learner);
    expect(exercise.body.data.lesson.exercise.instructions).toContain('empty lines');
    for (const { body: shown } of [quiz, exercise])
      expect(JSON.stringify(shown)).not.toMatch(/SECRET|correct"/);
    expect(entitlement.active).toBe(true);
  });

  it('remembers where the learner was last, and when', async () => {
    await open(paid, 1, learner);
    await academy.eventually(async () => {
      const { body } = await academy.api.get(`/courses/${paid.id}/progress`, { token: learner.token });
      expect(body.data.enrollment.last_accessed_lesson_id).toBe(paid.lesson_ids[1]);
      expect(body.data.enrollment.last_accessed_at).toEqual(expect.any(String));
    });
  });

  it('asks its own database once', async () => {
    await open(paid, 0, learner);
    await academy.eventually(async () => {
      const stored = await academy
        .collection('course', 'enrollments')
        .findOne({ completed_lessons: { $size: 0 } });
      expect(String(stored?.last_accessed_lesson_id)).toBe(paid.lesson_ids[0]);
    });
    const queries: string[] = [];
    const READS = ['find', 'findOne', 'aggregate', 'updateOne', 'findOneAndUpdate', 'countDocuments'];
    mongoose.set('debug', (collection: string, method: string, filter: object) => {
      // The sweep of outboxes, which comes every two seconds, is not part of the answer.
      if ('outbox.at' in filter) return;
      const own = ['courses', 'lessons', 'enrollments', 'lesson_progress', 'entitlements'].includes(
        collection,
      );
      if (own && READS.includes(method)) queries.push(collection);
    });
    try {
      expect((await open(paid, 0, learner)).status).toBe(200);
    } finally {
      mongoose.set('debug', false);
    }
    expect(queries).toEqual(['lessons']);
  });

  it('shows the solution of an exercise once it is completed', async () => {
    const path = `/courses/${paid.id}/lessons/${paid.lesson_ids[3]}/progress`;
    await academy.api.patch(path, { status: 'completed' }, { token: learner.token });
    const { body } = await open(paid, 3, learner);
    expect(body.data.is_completed).toBe(true);
    expect(body.data.lesson.exercise.solution).toContain('SECRET-SOLUTION');
  });

  it('opens wholly for the owner and for administrators', async () => {
    for (const user of [instructor, await academy.admin()]) {
      const { status, body } = await open(paid, 2, user);
      expect(status).toBe(200);
      expect(body.data.lesson.quiz.questions[0].correct).toEqual([1]);
    }
  });

  it('refuses those who are not enrolled, and other instructors', async () => {
    expect(await codeOf(paid, 0, await academy.newLearner())).toEqual([403, 'NOT_ENROLLED']);
    expect(await codeOf(paid, 0, await academy.newInstructor())).toEqual([403, 'NOT_ENROLLED']);
    expect(await codeOf(paid, 0)).toEqual([401, 'UNAUTHORIZED']);
  });

  it('opens a free preview for everybody, without a token too', async () => {
    const anonymous = await open(paid, 1);
    expect([anonymous.status, anonymous.body.data.progress]).toEqual([200, null]);
    const stranger = await open(paid, 1, await academy.newLearner());
    expect([stranger.status, stranger.body.data.progress.status]).toEqual([200, 'not_started']);
  });

  it('answers 404 for what does not exist or is in another course', async () => {
    const other = await teach(academy, instructor);
    const strange = { ...paid, lesson_ids: [...other.lesson_ids, 'f'.repeat(24)] };
    expect(await codeOf(strange, 0, instructor)).toEqual([404, 'LESSON_NOT_FOUND']);
    expect(await codeOf(strange, 2, learner)).toEqual([404, 'LESSON_NOT_FOUND']);
    expect(await codeOf({ ...paid, id: 'f'.repeat(24) }, 0, learner)).toEqual([404, 'COURSE_NOT_FOUND']);
    expect(await codeOf({ ...paid, id: 'f'.repeat(24) }, 0)).toEqual([401, 'UNAUTHORIZED']);
    expect(await codeOf({ ...paid, id: 'nonsense' }, 0, learner)).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('keeps drafts from all but those who manage them', async () => {
    const draft = await teach(academy, instructor, {
      publish: false,
      lessons: [textLesson({ is_free_preview: true })],
    });
    expect(await codeOf(draft, 0, learner)).toEqual([404, 'COURSE_NOT_FOUND']);
    expect(await codeOf(draft, 0)).toEqual([401, 'UNAUTHORIZED']);
    expect((await open(draft, 0, instructor)).status).toBe(200);
  });

  it('keeps an archived course open for those who are enrolled', async () => {
    const course = await teach(academy, instructor);
    await enroll(course, learner);
    await academy.api.delete(`/courses/${course.id}`, { token: instructor.token });
    expect((await open(course, 0, learner)).status).toBe(200);
    expect(await codeOf(course, 0, await academy.newLearner())).toEqual([404, 'COURSE_NOT_FOUND']);
    expect((await listOpen(course.id, learner.token)).all).toBe(true);
  });

  it('closes when the right ends, in whatever order the news come', async () => {
    const user = await academy.newLearner();
    const course = await teach(academy, instructor, { price: 30 });
    const right = await payment.tell({ user_id: user.user_id, course_id: course.id });
    await enroll(course, user);
    expect((await open(course, 0, user)).status).toBe(200);
    await payment.tell({ ...right, version: 3, active: false });
    await payment.tell({ ...right, version: 2, active: true });
    await academy.eventually(async () => {
      expect(await codeOf(course, 0, user)).toEqual([403, 'COURSE_ACCESS_ENDED']);
    });
    const path = `/courses/${course.id}/lessons/${course.lesson_ids[0]}/progress`;
    const patched = await academy.api.patch(path, { status: 'completed' }, { token: user.token });
    expect([patched.status, patched.body.error.code]).toEqual([403, 'COURSE_ACCESS_ENDED']);
    expect((await listOpen(course.id, user.token)).all).toBe(false);
  });

  it('closes at the moment a right expires', async () => {
    const user = await academy.newLearner();
    const course = await teach(academy, instructor, { price: 30 });
    const expires_at = new Date(Date.now() + 3_000).toISOString();
    payment.hold({ user_id: user.user_id, course_id: course.id, expires_at });
    await enroll(course, user);
    await academy.eventually(async () => {
      expect(await codeOf(course, 0, user)).toEqual([403, 'COURSE_ACCESS_ENDED']);
    });
    expect(Date.now()).toBeGreaterThanOrEqual(new Date(expires_at).getTime());
  });

  it('leaves a course open to those who joined it before it had a price', async () => {
    const user = await academy.newLearner();
    const course = await teach(academy, instructor);
    await enroll(course, user);
    await academy.api.patch(`/courses/${course.id}`, { price: 15 }, { token: instructor.token });
    expect((await open(course, 0, user)).status).toBe(200);
    await academy.api.delete(`/courses/${course.id}/enroll`, { token: user.token });
    expect((await enroll(course, user)).status).toBe(402);
  });
});

describe('course.list-open-lessons', () => {
  it('names all lessons, the free previews, or refuses', async () => {
    expect(await listOpen(paid.id, learner.token)).toEqual({ lesson_ids: paid.lesson_ids, all: true });
    expect(await listOpen(paid.id, instructor.token)).toEqual({ lesson_ids: paid.lesson_ids, all: true });
    expect(await listOpen(paid.id)).toEqual({ lesson_ids: [paid.lesson_ids[1]], all: false });
    const draft = await teach(academy, instructor, { publish: false });
    await expect(listOpen(draft.id, learner.token)).rejects.toMatchObject({ code: 'COURSE_NOT_FOUND' });
    const added = await addLesson(academy, instructor, paid);
    expect((await listOpen(paid.id, learner.token)).lesson_ids).toContain(added);
  });
});
