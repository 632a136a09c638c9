import { createConnection, type Connection } from 'mongoose';
import { enrollmentCreated, enrollmentDropped } from '@har/contracts';
import { EventConsumer, EventPublisher, OutboxRelays, type EventEnvelope } from '@har/messaging';
import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { CourseCountersRepository } from '../src/course/course-counters.repository';
import { COURSES, courseSchema } from '../src/course/course.schema';
import { EnrollmentCountRepository } from '../src/enrollment/enrollment-count.repository';
import { EnrollmentCountService } from '../src/enrollment/enrollment-count.service';
import { ENROLLMENTS, enrollmentSchema } from '../src/enrollment/enrollment.schema';
import { teach, type TaughtCourse } from './taught-course';

let academy: Academy;
let connection: Connection;
let publisher: EventPublisher;
let consumer: EventConsumer;
let counts: EnrollmentCountService;
let courses: TaughtCourse[];
let learners: TestUser[];
const events = new Map<string, EventEnvelope>();

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'], replicas: { course: 2 } });
  const address = { redis_url: academy.env.REDIS_URL!, namespace: academy.env.REDIS_NAMESPACE! };
  publisher = new EventPublisher(address);
  const handle = async (event: EventEnvelope) => void events.set(event.id, event);
  consumer = new EventConsumer({ ...address, group: 'spec', topics: ['course'], handle });
  await consumer.start();
  const dbName = `${academy.env.MONGODB_DATABASE_PREFIX}course`;
  connection = await createConnection(academy.env.MONGODB_URI!, { dbName, autoIndex: false }).asPromise();
  const courseModel = connection.model(COURSES, courseSchema);
  const enrollmentModel = connection.model(ENROLLMENTS, enrollmentSchema);
  counts = new EnrollmentCountService(
    new EnrollmentCountRepository(courseModel, enrollmentModel),
    new CourseCountersRepository(courseModel, new OutboxRelays(publisher, 'course')),
  );
  const instructor = await academy.newInstructor();
  courses = await Promise.all([1, 2, 3].map(() => teach(academy, instructor)));
  learners = await Promise.all([1, 2, 3, 4, 5].map(() => academy.newLearner()));
});
afterAll(async () => {
  await consumer?.stop();
  await publisher?.close();
  await connection?.close();
  await academy?.stop();
});

const kept = async () => {
  const stored = await academy.collection('course', 'courses').find().sort({ _id: 1 }).toArray();
  return stored.map(({ _id, enrollments_count }) => [String(_id), enrollments_count as number]);
};
const counted = async () => {
  const stored = await academy.collection('course', 'enrollments').find().toArray();
  const enrolled = stored
    .filter(({ status }) => status !== 'dropped')
    .map(({ course_id }) => String(course_id));
  return (await kept()).map(([id]) => [id, enrolled.filter((one) => one === id).length]);
};

/** The place of an entry in its stream, `<ms>-<sequence>`. */
const positionOf = (id: string) => {
  const [ms, sequence] = id.split('-');
  return BigInt(ms!) * 1_000_000n + BigInt(sequence!);
};

describe('enrollments_count', () => {
  it('is what a recount finds after many parallel enrolments and departures', async () => {
    const operations = Array.from({ length: 120 }, async (_, i) => {
      const learner = learners[i % learners.length]!;
      const path = `/courses/${courses[(i * 7) % courses.length]!.id}/enroll`;
      const leaves = Math.random() < 0.5;
      const { status } = leaves
        ? await academy.api.delete(path, { token: learner.token })
        : await academy.api.post(path, undefined, { token: learner.token });
      return status;
    });
    const statuses = new Set(await Promise.all(operations));
    // 503: a busy machine did not answer in time. What became of the request, the counts must know all the same.
    expect([...statuses].filter((status) => ![200, 201, 400, 403, 503].includes(status))).toEqual([]);
    await academy.eventually(async () => expect(await kept()).toEqual(await counted()));
    expect(await counts.rebuildAll()).toEqual([]);
  });

  it('does not move when the events come again in another order', async () => {
    const before = await kept();
    const moves = [...events.values()].filter(({ type }) => {
      return type === enrollmentCreated.type || type === enrollmentDropped.type;
    });
    expect(moves.length).toBeGreaterThan(0);
    const { entry_ids } = await publisher.publishAll('course', [...moves, ...moves.reverse()]);
    await academy.eventually(async () => {
      const { open } = await publisher.progress('course');
      expect(positionOf(open)).toBeGreaterThan(positionOf(entry_ids.at(-1)!));
    });
    expect(await counts.rebuildAll()).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  it('is mended by a recount, which says what was wrong', async () => {
    const [[id, count]] = (await kept()) as [[string, number]];
    const stored = academy.collection('course', 'courses');
    await stored.updateOne({ enrollments_count: count }, { $inc: { enrollments_count: 5 } });
    const repairs = await counts.rebuildAll();
    expect(repairs).toHaveLength(1);
    expect(repairs[0]!.kept - repairs[0]!.counted).toBe(5);
    expect(await kept()).toEqual(await counted());
    expect(id).toBeDefined();
  });
});
