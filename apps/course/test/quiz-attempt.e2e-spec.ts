import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { quizLesson, teach, textLesson, type TaughtCourse } from './taught-course';

let academy: Academy;
let instructor: TestUser;
let course: TaughtCourse;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  instructor = await academy.newInstructor();
  course = await teach(academy, instructor, { lessons: [quizLesson(), textLesson()] });
});
afterAll(() => academy?.stop());

const RIGHT = [
  { index: 0, answer: 1 },
  { index: 1, answer: [2, 0] },
  { index: 2, answer: false },
  { index: 3, answer: '  MOYENNE   arithmetique ' },
];
const WRONG = [{ index: 0, answer: 0 }];

const submit = (user: TestUser, answers: unknown, at = 0, headers?: Record<string, string>) =>
  academy.api.post(
    `/courses/${course.id}/lessons/${course.lesson_ids[at]}/quiz-attempts`,
    { answers },
    { token: user.token, headers },
  );
const list = (user: TestUser, query = '', at = 0) =>
  academy.api.get(`/courses/${course.id}/lessons/${course.lesson_ids[at]}/quiz-attempts${query}`, {
    token: user.token,
  });

async function joined(): Promise<TestUser> {
  const user = await academy.newLearner();
  await academy.api.post(`/courses/${course.id}/enroll`, undefined, { token: user.token });
  return user;
}

describe('POST /courses/:id/lessons/:lesson_id/quiz-attempts', () => {
  it('marks on the server; passing completes the lesson and shows the right answers', async () => {
    const user = await joined();
    const { status, body } = await submit(user, RIGHT);
    expect(status).toBe(201);
    expect(body.data.attempt).toMatchObject({ score: 100, passed: true, passing_score: 70 });
    expect(body.data.attempt.results[0]).toMatchObject({
      correct: true,
      points: 2,
      points_earned: 2,
      right_answer: [1],
      explanation: 'SECRET-EXPLANATION XLOOKUP returns the match.',
    });
    expect(body.data).toMatchObject({
      progress: { status: 'completed', quiz_score: 100 },
      course_progress: 50,
    });
    const lesson = `/courses/${course.id}/lessons/${course.lesson_ids[0]}`;
    expect((await academy.api.get(lesson, { token: user.token })).body.data.is_completed).toBe(true);
    const repeated = await academy.api.patch(
      `${lesson}/progress`,
      { status: 'completed' },
      { token: user.token },
    );
    expect(repeated.status).toBe(200);
  });

  it('takes questions by id, and gives a partial score that does not pass', async () => {
    const user = await joined();
    const lesson = await academy.api.get(`/courses/${course.id}/lessons/${course.lesson_ids[0]}`, {
      token: user.token,
    });
    const [, , , short] = lesson.body.data.lesson.quiz.questions;
    const { body } = await submit(user, [{ question_id: short._id, answer: 'Moyenne arithmétique' }]);
    expect(body.data.attempt).toMatchObject({ score: 50, passed: false });
    expect(body.data.progress).toMatchObject({ status: 'in_progress', quiz_score: 50 });
  });

  it('shows right answers and explanations from the third attempt on only', async () => {
    const user = await joined();
    for (const [attempt, shown] of [
      [1, false],
      [2, false],
      [3, true],
    ] as const) {
      const { body } = await submit(user, WRONG);
      expect([attempt, JSON.stringify(body).includes('SECRET')]).toEqual([attempt, shown]);
    }
  });

  it('keeps the best score, and a pass after a worse attempt', async () => {
    const user = await joined();
    await submit(user, RIGHT);
    const { body } = await submit(user, WRONG);
    expect(body.data.attempt).toMatchObject({ score: 0, passed: false });
    expect(body.data.progress).toMatchObject({ status: 'completed', quiz_score: 100 });
  });

  it('keeps the best of 50 parallel attempts', async () => {
    const user = await joined();
    await Promise.all(Array.from({ length: 50 }, (_, i) => submit(user, i % 10 === 0 ? RIGHT : WRONG)));
    const progress = await academy.api.get(`/courses/${course.id}/progress`, { token: user.token });
    expect(progress.body.data.lessons_progress[0]).toMatchObject({ status: 'completed', quiz_score: 100 });
    expect((await list(user)).body.pagination.total).toBe(50);
  });

  it('is one attempt for one idempotency key', async () => {
    const user = await joined();
    const headers = { 'idempotency-key': 'try-1' };
    const first = await submit(user, WRONG, 0, headers);
    const second = await submit(user, WRONG, 0, headers);
    expect(second.body.data).toEqual(first.body.data);
    expect((await list(user)).body.pagination.total).toBe(1);
  });

  it('refuses answers that do not fit', async () => {
    const user = await joined();
    for (const answers of [
      [{ index: 9, answer: 1 }],
      [{ question_id: 'f'.repeat(24), answer: 1 }],
      [...WRONG, ...WRONG],
      [{ index: 0, answer: 'SUM' }],
      [{ index: 0, answer: 7 }],
      [{ index: 1, answer: 2 }],
      [{ index: 2, answer: 'false' }],
      [{ index: 3, answer: true }],
      [{ answer: 1 }],
      'all right',
    ]) {
      const { status, body } = await submit(user, answers);
      expect([answers, status, body.error?.code]).toEqual([answers, 400, 'VALIDATION_FAILED']);
    }
    expect((await list(user)).body.pagination.total).toBe(0);
  });

  it('refuses strangers and lessons that are no quiz', async () => {
    const user = await joined();
    expect((await submit(user, WRONG, 1)).body.error.code).toBe('LESSON_NOT_QUIZ');
    expect((await list(user, '', 1)).body.error.code).toBe('LESSON_NOT_QUIZ');
    const stranger = await academy.newLearner();
    expect((await submit(stranger, RIGHT)).status).toBe(403);
    expect((await list(stranger)).status).toBe(403);
    expect((await submit({ ...user, token: '' }, RIGHT)).status).toBe(401);
  });
});

describe('GET /courses/:id/lessons/:lesson_id/quiz-attempts', () => {
  it('pages the own attempts, the last first, without right answers', async () => {
    const user = await joined();
    await submit(user, WRONG);
    await submit(user, RIGHT);
    const { status, body } = await list(user, '?limit=1');
    expect(status).toBe(200);
    expect(body.data.attempts).toHaveLength(1);
    expect(body.data.attempts[0]).toMatchObject({ passed: true, user_id: user.user_id });
    expect(body.pagination).toEqual({ page: 1, limit: 1, total: 2, pages: 2 });
    expect(JSON.stringify(body)).not.toContain('SECRET');
    expect((await list(await joined())).body.pagination.total).toBe(0);
  });
});
