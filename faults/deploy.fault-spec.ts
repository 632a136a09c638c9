import { amount, ProcessAcademy, type ApiAnswer, type TestUser } from '@har/testing';
import { teach, textLesson, type TaughtCourse } from '../apps/course/test/taught-course';

const CLIENTS = 4;

let academy: ProcessAcademy;
let course: TaughtCourse;
let learner: TestUser;

beforeAll(async () => {
  academy = await ProcessAcademy.start({
    services: ['auth', 'course', 'payment'],
    replicas: 2,
    // As long as the balancer needs to notice, and a little.
    env: { DRAIN_DELAY_MS: '1500', STRIPE_API_BASE: 'http://127.0.0.1:1' },
  });
  course = await teach(academy, await academy.newInstructor(), { lessons: [textLesson(), textLesson()] });
  learner = await academy.newLearner();
  await academy.api.post(`/courses/${course.id}/enroll`, undefined, { token: learner.token });
});
afterAll(() => academy?.stop());

describe('promise 37: deploys drain', () => {
  it('fails no request while every replica is restarted one after the other', async () => {
    const failed: string[] = [];
    let answered = 0;
    let stopping = false;
    const { api } = academy;
    const { token } = learner;
    const lesson = `/courses/${course.id}/lessons/${course.lesson_ids[0]}`;
    const requests: (() => Promise<ApiAnswer>)[] = [
      () => api.get('/auth/verify-jwt', { token }),
      () => api.get(lesson, { token }),
      () => api.patch(`${lesson}/progress`, { status: 'in_progress' }, { token }),
      () => api.get(`/courses/${course.id}`),
      () => api.get('/transactions', { token }),
      () => api.patch('/auth/profile', { first_name: 'Ada' }, { token }),
    ];
    const client = async (first: number) => {
      for (let turn = first; !stopping; turn += 1) {
        const outcome = await requests[turn % requests.length]!().then(
          ({ status, body }) => (status < 500 ? undefined : `${status} ${JSON.stringify(body)}`),
          (error: Error) => `${error.message} ${String(error.cause)}`,
        );
        if (outcome) failed.push(`${turn % requests.length}: ${outcome}`);
        answered += 1;
      }
    };
    const clients = Array.from({ length: CLIENTS }, (_, index) => client(index));
    const exits: number[] = [];
    const restarts = amount(1, 20);
    const replicas = academy.replicas();
    for (let restart = 0; restart < restarts; restart += 1) {
      const replica = replicas[restart % replicas.length]!;
      exits.push(await replica.terminate());
      await replica.start();
    }
    stopping = true;
    await Promise.all(clients);
    process.stdout.write(
      `promise 37: ${restarts} SIGTERMs, ${answered} requests, ${failed.length} failed, ` +
        `slowest exit ${Math.max(...exits)} ms\n`,
    );
    expect(failed).toEqual([]);
    expect(Math.max(...exits)).toBeLessThan(30_000);
  });
});
