import { setTimeout as sleep } from 'node:timers/promises';
import {
  eventually,
  ProcessAcademy,
  RedisServer,
  TcpProxy,
  type ApiAnswer,
  type AppName,
  type TestUser,
} from '@har/testing';
import { teach, textLesson, type TaughtCourse } from '../apps/course/test/taught-course';
import { PaymentAcademy } from '../apps/payment/test/payment-academy';

/** Once it is known that something is away. */
const ANSWER_WITHIN_MS = 2_000;
/** Until then: a connection that carries nothing is found out within seconds. */
const FIRST_ANSWER_WITHIN_MS = 10_000;
/** Stripe's SDK asks three times, five seconds each; whoever pays waits for an answer that counts. */
const STRIPE_WITHIN_MS = 20_000;
/** What a busy machine adds. */
const LEEWAY_MS = Number(process.env.FAULT_LEEWAY_MS ?? 500);
const BACK_WITHIN_MS = 30_000;
const WARM_UP_MS = 6_000;

type Service = 'auth' | 'course' | 'payment' | 'ai-core';
const SERVICES: Service[] = ['auth', 'course', 'payment', 'ai-core'];

let redis: RedisServer;
let redisProxy: TcpProxy;
let stripeProxy: TcpProxy;
const stores = new Map<Service, TcpProxy>();
let academy: ProcessAcademy;
let learner: TestUser;
let course: TaughtCourse;
let paid: string;

beforeAll(async () => {
  redis = await RedisServer.start();
  redisProxy = await TcpProxy.start(redis.url);
  const mongo = process.env.MONGODB_URI!;
  for (const service of SERVICES) stores.set(service, await TcpProxy.start(mongo));
  academy = await ProcessAcademy.start({
    services: ['stripe-simulator', ...SERVICES],
    env: { REDIS_URL: redisProxy.through(redis.url) },
    env_of: (app: AppName) => {
      const proxy = stores.get(app as Service);
      return proxy ? { MONGODB_URI: proxy.through(mongo) } : {};
    },
  });
  stripeProxy = await TcpProxy.start(academy.env.STRIPE_API_BASE!);
  const { port } = stripeProxy;
  academy.replica('payment').configure({ STRIPE_API_BASE: `http://127.0.0.1:${port}` });
  await academy.replica('payment').kill();
  await academy.replica('payment').start();
  course = await teach(academy, await academy.newInstructor(), { lessons: [textLesson(), textLesson()] });
  paid = await PaymentAcademy.on(academy).newCourse();
  learner = await academy.newLearner();
  await academy.api.post(`/courses/${course.id}/enroll`, undefined, { token: learner.token });
});

afterAll(async () => {
  for (const proxy of [redisProxy, stripeProxy, ...stores.values()]) proxy?.heal();
  await academy?.stop();
  for (const proxy of [redisProxy, stripeProxy, ...stores.values()]) await proxy?.close();
  await redis?.stop();
});

/** One thing that people do in each feature. */
const FEATURES: Record<string, () => Promise<ApiAnswer>> = {
  'sign in': () => academy.api.post('/auth/login', { email: learner.email, password: learner.password }),
  profile: () => academy.api.get('/auth/profile', { token: learner.token }),
  catalogue: () => academy.api.get(`/courses?page=${1 + Math.floor(Math.random() * 100)}`),
  lesson: () =>
    academy.api.get(`/courses/${course.id}/lessons/${course.lesson_ids[0]}`, { token: learner.token }),
  transactions: () => academy.api.get('/transactions', { token: learner.token }),
  plans: () => academy.api.get('/plans'),
  pay: () =>
    academy.api.post('/purchase', { course_id: paid, payment_method: 'card' }, { token: learner.token }),
  recommendations: () => academy.api.post('/ai/recommendations', {}, { token: learner.token }),
};

/** Each dependency, and what may break with it. Whatever is not named goes on. */
const EDGES: Record<string, { proxy: () => TcpProxy; breaks: string[] }> = {
  'the database of auth': { proxy: () => stores.get('auth')!, breaks: ['sign in', 'profile'] },
  'the database of course': { proxy: () => stores.get('course')!, breaks: ['catalogue', 'lesson', 'pay'] },
  'the database of payment': { proxy: () => stores.get('payment')!, breaks: ['transactions', 'pay'] },
  'the database of ai-core': { proxy: () => stores.get('ai-core')!, breaks: ['recommendations'] },
  Stripe: { proxy: () => stripeProxy, breaks: ['pay'] },
  Redis: { proxy: () => redisProxy, breaks: Object.keys(FEATURES) },
};

const slowest: Record<string, number> = {};

async function tryAll(
  edge: string,
  breaks: readonly string[],
  within_ms = ANSWER_WITHIN_MS,
): Promise<string[]> {
  const problems: string[] = [];
  await Promise.all(
    Object.entries(FEATURES).map(async ([feature, use]) => {
      const startedAt = Date.now();
      const answer = await use();
      const took = Date.now() - startedAt;
      slowest[edge] = Math.max(slowest[edge] ?? 0, took);
      const limit = edge.startsWith('Stripe') && feature === 'pay' ? STRIPE_WITHIN_MS : within_ms;
      if (took > limit + LEEWAY_MS) problems.push(`${feature} answered after ${took} ms`);
      if (answer.status >= 500 && answer.status !== 503)
        problems.push(`${feature} answered ${answer.status}`);
      if (answer.status >= 500 && !breaks.includes(feature)) {
        problems.push(`${feature} answered ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      if (answer.status === 503 && !answer.headers.get('retry-after'))
        problems.push(`${feature} has no retry-after`);
    }),
  );
  return problems;
}

describe('promise 36: a slow or dead dependency breaks only its feature', () => {
  const cases = Object.entries(EDGES).flatMap(([edge, { proxy, breaks }]) =>
    (['dead', 'hanging', 'slow'] as const).map((how) => [edge, how, proxy, breaks] as const),
  );

  it.each(cases)('%s is %s', async (edge, how, proxy, breaks) => {
    if (how === 'dead') proxy().cut();
    else if (how === 'hanging') proxy().stall();
    else proxy().slow(50);
    const first = await tryAll(`${edge} ${how} at first`, breaks, FIRST_ANSWER_WITHIN_MS);
    await sleep(how === 'slow' ? 0 : WARM_UP_MS);
    const later = await tryAll(`${edge} ${how}`, how === 'slow' ? [] : breaks);
    proxy().heal();
    const healedAt = Date.now();
    await eventually(async () => expect(await tryAll(`${edge} back`, [])).toEqual([]), BACK_WITHIN_MS);
    slowest[`${edge} ${how}: back after`] = Date.now() - healedAt;
    expect({ first, later }).toEqual({ first: [], later: [] });
  });

  afterAll(() => {
    process.stdout.write(`promise 36: slowest answers ${JSON.stringify(slowest)}\n`);
  });
});
