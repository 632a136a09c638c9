import { randomBytes } from 'node:crypto';
import { createConnection, Types, type Connection } from 'mongoose';
import { CatalogueError } from '@har/errors';
import type { OutboxRelays } from '@har/messaging';
import type { CourseRepository } from '../course/course.repository';
import type { Course } from '../course/course.schema';
import { EnrollmentRepository } from '../enrollment/enrollment.repository';
import { ENROLLMENTS, enrollmentSchema, type StoredEnrollment } from '../enrollment/enrollment.schema';
import { LessonProgressRepository } from './lesson-progress.repository';
import { LESSON_PROGRESS_MODEL, lessonProgressSchema, type StoredProgress } from './lesson-progress.schema';
import { ProgressRebuildService } from './progress-rebuild.service';
import { ignoreLeft, SettlementService } from './settlement.service';

let connection: Connection;
let enrollments: EnrollmentRepository;
let progress: LessonProgressRepository;
let settlement: SettlementService;
let rebuild: ProgressRebuildService;
let course: Course;

beforeAll(async () => {
  const dbName = `spec_${randomBytes(6).toString('hex')}`;
  connection = await createConnection(process.env.MONGODB_URI!, { dbName }).asPromise();
  const enrollmentModel = connection.model<StoredEnrollment>(ENROLLMENTS, enrollmentSchema as never);
  const progressModel = connection.model<StoredProgress>(
    LESSON_PROGRESS_MODEL,
    lessonProgressSchema as never,
  );
  await Promise.all([enrollmentModel.init(), progressModel.init()]);
  const relays = { relayOf: () => ({ kick: async () => undefined }) } as unknown as OutboxRelays;
  const courses = { find: async () => course, getOutline: async () => course } as unknown as CourseRepository;
  enrollments = new EnrollmentRepository(enrollmentModel as never, relays);
  progress = new LessonProgressRepository(progressModel as never);
  settlement = new SettlementService(courses, enrollments);
  rebuild = new ProgressRebuildService(courses, enrollments, progress, settlement);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const hex = () => String(new Types.ObjectId());

it('finds and settles what a crash left between a lesson and its enrolment, and then nothing more', async () => {
  const _id = new Types.ObjectId();
  const lessons = [new Types.ObjectId(), new Types.ObjectId()];
  course = { _id, version: 3, instructor_id: _id, modules: [{ _id, lessons }] } as unknown as Course;
  const user_id = hex();
  const enrollment = await enrollments.create(course, { user_id, admission: 'free', request: hex() });
  for (const lesson of lessons) {
    const key = { user_id, course_id: String(_id), lesson_id: String(lesson) };
    await progress.advance(key, { status: 'completed' });
  }
  const repairs = await rebuild.rebuildAll();
  expect(repairs).toEqual([
    { enrollment_id: String(enrollment!._id), missed_lessons: expect.any(Array), completed: true },
  ]);
  expect(repairs[0]!.missed_lessons.sort()).toEqual(lessons.map(String).sort());
  expect(await rebuild.rebuildAll()).toEqual([]);
});

it('counts again over the newest outline when the enrolment was settled over a newer one', async () => {
  const _id = new Types.ObjectId();
  const [first, second] = [new Types.ObjectId(), new Types.ObjectId()];
  course = {
    _id,
    version: 5,
    instructor_id: _id,
    modules: [{ _id, lessons: [first, second] }],
  } as unknown as Course;
  const old = { ...course, version: 4, modules: [{ _id, lessons: [first] }] };
  const user_id = hex();
  await enrollments.create(course, { user_id, admission: 'free', request: hex() });
  await settlement.settle(user_id, course, []);
  const settled = await settlement.settle(user_id, old, [first]);
  expect(settled.course.version).toBe(5);
  expect(settled.enrollment).toMatchObject({ status: 'active', progress_percentage: 50 });
  await expect(settlement.settle(hex(), course, [first])).rejects.toThrow('NOT_ENROLLED');
});

it('ignores those who left, and nothing else', () => {
  expect(ignoreLeft(new CatalogueError('NOT_ENROLLED'))).toBeUndefined();
  expect(() => ignoreLeft(new Error('store away'))).toThrow('store away');
});
