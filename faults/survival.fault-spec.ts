import { setTimeout as sleep } from 'node:timers/promises';
import { Types } from 'mongoose';
import { amount, eventually, ProcessAcademy, RedisServer } from '@har/testing';
import { teach, textLesson } from '../apps/course/test/taught-course';
import { PaymentAcademy } from '../apps/payment/test/payment-academy';
import { audit } from './audit';
import { Workload, type Courses } from './workload';

const LEARNERS = 6;
const BETWEEN_FAULTS_MS = 1_500;
const PAUSED_MS = 4_000;
const SETTLED_WITHIN_MS = 60_000;

let redis: RedisServer;
let academy: ProcessAcademy;
let payments: PaymentAcademy;
let courses: Courses;

beforeAll(async () => {
  redis = await RedisServer.start();
  academy = await ProcessAcademy.start({
    services: ['stripe-simulator', 'auth', 'course', 'payment'],
    replicas: 2,
    env: { REDIS_URL: redis.url, RECONCILE_INTERVAL_MS: '500', TRUSTED_PROXIES: '1' },
  });
  payments = PaymentAcademy.on(academy);
  const instructor = await academy.newInstructor();
  const free = await teach(academy, instructor, { lessons: [textLesson(), textLesson()] });
  const paid = await Promise.all(Array.from({ length: 5 }, () => payments.newCourse()));
  courses = { free, paid };
});

afterAll(async () => {
  await academy?.stop();
  await redis?.stop();
});

/** What happens to a platform: one after the other, while learners go on. */
const FAULTS: Record<string, () => Promise<void>> = {
  'course is killed': () => killAndStart('course', 0),
  'payment is killed': () => killAndStart('payment', 0),
  'auth is killed': () => killAndStart('auth', 1),
  'a gateway is killed': () => killAndStart('gateway', 1),
  'payment hangs': () => hang('payment', 1),
  'course hangs': () => hang('course', 1),
  'auth hangs': () => hang('auth', 0),
  'Redis is emptied': () => redis.flush(),
  'Redis is killed, and comes back empty': async () => {
    await redis.kill();
    await sleep(1_000);
    await redis.start();
  },
  'course is told to end': async () => {
    await academy.replica('course', 1).terminate();
    await academy.replica('course', 1).start();
  },
};

async function killAndStart(app: 'course' | 'payment' | 'auth' | 'gateway', index: number) {
  const replica = academy.replica(app, index);
  await replica.kill();
  await replica.start();
}

async function hang(app: 'course' | 'payment' | 'auth', index: number) {
  academy.replica(app, index).pause();
  await sleep(PAUSED_MS);
  academy.replica(app, index).resume();
}

describe('promises 20, 23, 25: two replicas of every service, under load', () => {
  it('lose nothing that was acknowledged, do nothing twice, and are back within 30 s', async () => {
    const workload = new Workload(academy, payments, courses);
    workload.start(LEARNERS);
    await sleep(BETWEEN_FAULTS_MS);
    for (let round = 0; round < amount(1, 3); round += 1) {
      for (const fault of Object.values(FAULTS)) {
        await fault();
        await sleep(BETWEEN_FAULTS_MS);
      }
    }
    await workload.stop();
    const differences = await audit(academy, payments, workload, courses);
    const { journal } = workload;
    process.stdout.write(
      `promise 25: ${JSON.stringify(journal.summary())}, longest wait ${JSON.stringify(journal.longest)}\n`,
    );
    expect(differences).toEqual([]);
    expect(journal.list('purchase').length).toBeGreaterThan(0);
    for (const outcomes of Object.values(journal.summary())) expect(outcomes.refused ?? 0).toBe(0);
    expect(journal.longest!.took_ms).toBeLessThan(30_000);
  });

  it('tell course of a purchase whose news Redis lost while no course ran', async () => {
    const learner = await academy.newLearner();
    const user_id = new Types.ObjectId(learner.user_id);
    const { body } = await payments.buy(learner, courses.paid[0]!);
    const replicas = [academy.replica('course', 0), academy.replica('course', 1)];
    await Promise.all(replicas.map((replica) => replica.kill()));
    await payments.stripe.paymentIntents.confirm(body.data.stripe_payment_intent_id as string, {
      payment_method: 'pm_card_visa',
    });
    await eventually(async () => {
      const right = await payments.collection('entitlements').findOne({ user_id, status: 'active' });
      expect(right?.outbox).toEqual([]);
    }, SETTLED_WITHIN_MS);
    await redis.flush();
    await Promise.all(replicas.map((replica) => replica.start()));
    await eventually(async () => {
      const copies = await academy.collection('course', 'entitlements').find({ user_id }).toArray();
      expect(copies.map(({ active }) => active as boolean)).toEqual([true]);
    }, SETTLED_WITHIN_MS);
  });
});
