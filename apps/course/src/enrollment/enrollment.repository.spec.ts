import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createConnection, Types, type Connection, type Model } from 'mongoose';
import { courseCompleted, lessonProgressed } from '@har/contracts';
import type { OutboxEntry, OutboxRelays } from '@har/messaging';
import type { Course } from '../course/course.schema';
import { EnrollmentRepository } from './enrollment.repository';
import { ENROLLMENTS, enrollmentSchema, type Enrollment, type StoredEnrollment } from './enrollment.schema';
import { percentage } from './enrollment-standing';

let connection: Connection;
let enrollments: Model<StoredEnrollment>;
let repository: EnrollmentRepository;

beforeAll(async () => {
  const dbName = `spec_${randomBytes(6).toString('hex')}`;
  connection = await createConnection(process.env.MONGODB_URI!, { dbName }).asPromise();
  enrollments = connection.model(ENROLLMENTS, enrollmentSchema);
  await enrollments.init();
  // Events stay in the outbox, where they can be looked at.
  const relays = { relayOf: () => ({ kick: async () => undefined }) } as unknown as OutboxRelays;
  repository = new EnrollmentRepository(enrollments, relays);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const hex = () => String(new Types.ObjectId());

function courseOf(lessons: readonly Types.ObjectId[], version = 1, _id = new Types.ObjectId()): Course {
  return {
    _id,
    version,
    instructor_id: new Types.ObjectId(),
    modules: [{ _id, lessons: [...lessons] }],
  } as Course;
}

async function join(course: Course): Promise<{ user_id: string; enrollment: Enrollment }> {
  const user_id = hex();
  const enrollment = await repository.create(course, { user_id, admission: 'free', request: hex() });
  return { user_id, enrollment: enrollment! };
}

async function outboxOf(_id: Types.ObjectId): Promise<OutboxEntry<Record<string, unknown>>[]> {
  const stored = await enrollments.findById(_id).select('+outbox').lean();
  return (stored?.outbox ?? []) as OutboxEntry<Record<string, unknown>>[];
}

/** What somebody does in a course of up to eight lessons, which are added and deleted meanwhile. */
type Step =
  | { kind: 'complete'; lessons: number[] }
  | { kind: 'outline'; lessons: number[] }
  | { kind: 'stale'; lesson: number };

const numbers = fc.uniqueArray(fc.nat(7), { maxLength: 8 });
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: numbers.map((lessons): Step => ({ kind: 'complete', lessons })) },
    numbers.map((lessons): Step => ({ kind: 'outline', lessons })),
    fc.nat(7).map((lesson): Step => ({ kind: 'stale', lesson })),
  ),
  { maxLength: 10 },
);

describe('settling an enrolment', () => {
  it('agrees with a model whatever is completed, added and deleted', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const ids = Array.from({ length: 8 }, () => new Types.ObjectId());
        const pick = (some: readonly number[]) => some.map((at) => ids[at]!);
        let course = courseOf(ids.slice(0, 3));
        const { user_id, enrollment } = await join(course);
        const model = { completed: new Set<string>(), done: false, version: 0 };
        for (const step of all) {
          if (step.kind === 'outline') {
            course = courseOf(pick(step.lessons), course.version + 1, course._id);
            continue;
          }
          const stale = step.kind === 'stale';
          const lessons = pick(stale ? [step.lesson] : step.lessons);
          const seen = stale ? courseOf(ids, model.version - 1, course._id) : course;
          const settled = await repository.settle(user_id, seen, lessons);
          if (stale) {
            expect(settled).toBeNull();
            continue;
          }
          for (const lesson of lessons) model.completed.add(String(lesson));
          model.version = course.version;
          const existing = course.modules[0]!.lessons.map(String);
          const done = existing.filter((lesson) => model.completed.has(lesson)).length;
          model.done ||= existing.length > 0 && done === existing.length;
          expect(settled!.progress_percentage).toBe(model.done ? 100 : percentage(done, existing.length));
          expect(settled!.status).toBe(model.done ? 'completed' : 'active');
          expect(settled!.completed_at !== null).toBe(model.done);
          expect(new Set(settled!.completed_lessons.map(String))).toEqual(model.completed);
          expect(settled!.completed_lessons).toHaveLength(model.completed.size);
        }
        const told = await outboxOf(enrollment._id);
        const progressed = told.filter(({ type }) => type === lessonProgressed.type);
        expect(progressed.map(({ payload }) => payload.lesson_id).sort()).toEqual(
          [...model.completed].sort(),
        );
        expect(told.filter(({ type }) => type === courseCompleted.type)).toHaveLength(model.done ? 1 : 0);
        expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
        for (const { payload } of progressed)
          expect(lessonProgressed.payload.validate(payload).error).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it('counts 50 parallel lessons exactly and completes once', async () => {
    const lessons = Array.from({ length: 50 }, () => new Types.ObjectId());
    const course = courseOf(lessons);
    const { user_id, enrollment } = await join(course);
    const settled = await Promise.all(lessons.map((lesson) => repository.settle(user_id, course, [lesson])));
    expect(settled.filter((one) => one?.status === 'completed')).toHaveLength(1);
    const told = await outboxOf(enrollment._id);
    const percentages = told
      .filter(({ type }) => type === lessonProgressed.type)
      .map(({ payload }) => payload.progress_percentage as number);
    expect(percentages.sort((a, b) => a - b)).toEqual(lessons.map((_, at) => (at + 1) * 2));
    const completed = told.filter(({ type }) => type === courseCompleted.type);
    expect(completed).toHaveLength(1);
    expect(courseCompleted.payload.validate(completed[0]!.payload).error).toBeUndefined();
  });

  it('settles nobody who left, and keeps their completion for their return', async () => {
    const lesson = new Types.ObjectId();
    const course = courseOf([lesson]);
    const { user_id, enrollment } = await join(course);
    await repository.settle(user_id, course, [lesson]);
    const dropped = await repository.drop(enrollment, course);
    expect(await repository.settle(user_id, course, [lesson])).toBeNull();
    expect(await repository.drop(enrollment, course)).toBeNull();
    const joined = await repository.rejoin(dropped!, course, { user_id, admission: 'free', request: hex() });
    expect(joined).toMatchObject({ status: 'completed', progress_percentage: 100 });
    expect(
      await repository.rejoin(dropped!, course, { user_id, admission: 'free', request: hex() }),
    ).toBeNull();
  });

  it('remembers the last of several visits, in whatever order they are written', async () => {
    const course = courseOf([]);
    const { user_id, enrollment } = await join(course);
    const [early, late] = [new Types.ObjectId(), new Types.ObjectId()];
    await repository.touch(enrollment._id, late, new Date(2_000));
    await repository.touch(enrollment._id, early, new Date(1_000));
    const stored = await repository.find(user_id, String(course._id));
    expect(stored!.last_accessed_lesson_id).toEqual(late);
  });
});
