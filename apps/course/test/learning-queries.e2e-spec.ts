import { randomBytes } from 'node:crypto';
import { createConnection, Types, type Connection, type Model, type Schema } from 'mongoose';
import { ENROLLMENTS, enrollmentSchema } from '../src/enrollment/enrollment.schema';
import { ENTITLEMENTS, entitlementSchema } from '../src/entitlement/entitlement.schema';
import { LESSON_PROGRESS_MODEL, lessonProgressSchema } from '../src/progress/lesson-progress.schema';
import { QUIZ_ATTEMPTS, quizAttemptSchema } from '../src/quiz-attempt/quiz-attempt.schema';
import { REVIEWS, reviewSchema } from '../src/review/review.schema';

/** Below some thousand documents a planner may rightly prefer to read them all. */
const DOCUMENTS = 4_000;
const BATCH = 1_000;
const id = () => new Types.ObjectId();
const NEWEST = { enrolled_at: -1, _id: -1 } as const;
const NEW = { created_at: -1, _id: -1 } as const;
const SHOWN = { course_id: id(), status: 'visible' };
const SCHEMAS = {
  [ENROLLMENTS]: enrollmentSchema,
  [LESSON_PROGRESS_MODEL]: lessonProgressSchema,
  [ENTITLEMENTS]: entitlementSchema,
  [QUIZ_ATTEMPTS]: quizAttemptSchema,
  [REVIEWS]: reviewSchema,
} as unknown as Record<string, Schema>;

/** What a plan says that reads by one of our indexes: that of mongod, or that of PostgreSQL. */
const BY_INDEX = /"stage":"IXSCAN"|"Index Name":"(user|course)_id_1/;

let connection: Connection;

beforeAll(async () => {
  const dbName = `spec_${randomBytes(6).toString('hex')}`;
  connection = await createConnection(process.env.MONGODB_URI!, { dbName }).asPromise();
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    const model = connection.model(name, schema);
    await model.init();
    for (let at = 0; at < DOCUMENTS; at += BATCH) {
      const documents = Array.from({ length: BATCH }, () => ({
        user_id: id(),
        course_id: id(),
        lesson_id: id(),
        status: 'active',
        enrolled_at: new Date(),
        created_at: new Date(),
        open_reports: 0,
      }));
      await model.collection.insertMany(documents);
    }
  }
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

describe('the queries of learners', () => {
  it.each([
    ['one user in one course', ENROLLMENTS, { user_id: id(), course_id: id() }, {}],
    ['a user, the last joined first', ENROLLMENTS, { user_id: id() }, NEWEST],
    ['a user by status', ENROLLMENTS, { user_id: id(), status: 'active' }, NEWEST],
    ['a course by status', ENROLLMENTS, { course_id: id(), status: 'active' }, {}],
    ['progress in a lesson', LESSON_PROGRESS_MODEL, { user_id: id(), lesson_id: id() }, {}],
    ['progress in a course', LESSON_PROGRESS_MODEL, { user_id: id(), course_id: id() }, {}],
    ['rights for a course', ENTITLEMENTS, { user_id: id(), course_id: { $in: [id(), null] } }, {}],
    ['attempts at a quiz', QUIZ_ATTEMPTS, { user_id: id(), lesson_id: id() }, { created_at: -1, _id: -1 }],
    ['one’s own review', REVIEWS, { user_id: id(), course_id: id() }, {}],
    ['reviews, the newest first', REVIEWS, SHOWN, NEW],
    ['reviews, the best first', REVIEWS, SHOWN, { rating: -1, ...NEW }],
    ['reviews, the most helpful first', REVIEWS, SHOWN, { helpful_count: -1, ...NEW }],
    ['reviews of one rating', REVIEWS, { ...SHOWN, rating: 4 }, NEW],
    ['the most helpful of one rating', REVIEWS, { ...SHOWN, rating: 4 }, { helpful_count: -1, ...NEW }],
    ['reported reviews', REVIEWS, { open_reports: { $gt: 0 } }, { open_reports: -1, _id: -1 }],
    ['hidden reviews', REVIEWS, { status: 'hidden' }, { 'moderation.at': -1, _id: -1 }],
  ] as [string, string, object, Record<string, -1>][])(
    'find %s by an index',
    async (_what, name, filter, sort) => {
      const model = connection.model(name) as unknown as Model<object>;
      const plan = JSON.stringify(await model.find(filter).sort(sort).explain('queryPlanner'));
      expect(plan).not.toMatch(/COLLSCAN|Seq Scan/);
      expect(plan).toMatch(/IXSCAN|Index Scan|Bitmap/);
    },
  );

  it('would be caught reading everything', async () => {
    const model = connection.model(ENTITLEMENTS) as unknown as Model<object>;
    const plan = JSON.stringify(await model.find({ source: 'gift' }).explain('queryPlanner'));
    expect(plan).not.toMatch(BY_INDEX);
  });
});
