import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createConnection, Types, type Connection, type Model } from 'mongoose';
import { PROGRESS_STATUSES } from '@har/contracts';
import { LessonProgressRepository, type ProgressStep } from './lesson-progress.repository';
import { LESSON_PROGRESS_MODEL, lessonProgressSchema, type StoredProgress } from './lesson-progress.schema';

let connection: Connection;
let progress: Model<StoredProgress>;
let repository: LessonProgressRepository;

beforeAll(async () => {
  const dbName = `spec_${randomBytes(6).toString('hex')}`;
  connection = await createConnection(process.env.MONGODB_URI!, { dbName }).asPromise();
  progress = connection.model(LESSON_PROGRESS_MODEL, lessonProgressSchema);
  await progress.init();
  repository = new LessonProgressRepository(progress);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const hex = () => String(new Types.ObjectId());
const newKey = () => ({ user_id: hex(), course_id: hex(), lesson_id: hex() });
const steps = fc.array(
  fc.record<ProgressStep, 'status'>(
    {
      status: fc.constantFrom(...PROGRESS_STATUSES),
      time_spent_seconds: fc.nat(500),
      quiz_score: fc.integer({ min: 0, max: 100 }),
    },
    { requiredKeys: ['status'] },
  ),
  { minLength: 1, maxLength: 10 },
);

/** What any order of the steps must lead to. */
function furthest(all: readonly ProgressStep[]) {
  const scores = all.flatMap(({ quiz_score }) => quiz_score ?? []);
  return {
    status: PROGRESS_STATUSES[Math.max(...all.map(({ status }) => PROGRESS_STATUSES.indexOf(status)))],
    time_spent_seconds: Math.max(...all.map(({ time_spent_seconds }) => time_spent_seconds ?? 0)),
    quiz_score: scores.length > 0 ? Math.max(...scores) : undefined,
  };
}

describe('advancing', () => {
  it('ends at the furthest of all steps, in whatever order and at whatever time they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), fc.boolean(), async (all, parallel, reads) => {
        const key = newKey();
        const advance = async (step: ProgressStep) => {
          const [known] = reads ? await repository.listOf(key.user_id, key.course_id) : [];
          await repository.advance(key, step, known);
        };
        if (parallel) await Promise.all(all.map(advance));
        else for (const step of all) await advance(step);
        const [stored, ...others] = await repository.listOf(key.user_id, key.course_id);
        expect(others).toEqual([]);
        expect({
          status: stored!.status,
          time_spent_seconds: stored!.time_spent_seconds,
          quiz_score: stored!.quiz_score,
        }).toEqual(furthest(all));
      }),
      { numRuns: 60 },
    );
  });

  it('writes nothing for a step that is not ahead', async () => {
    const key = newKey();
    const first = await repository.advance(key, { status: 'in_progress', time_spent_seconds: 60 });
    const again = await repository.advance(key, { status: 'not_started', time_spent_seconds: 60 });
    expect(again).toEqual(first);
    expect(await repository.advance(key, { status: 'not_started' }, first)).toEqual(first);
  });

  it('begins again what was deleted after it was read', async () => {
    const key = newKey();
    const known = await repository.advance(key, { status: 'in_progress' });
    await progress.deleteMany({ user_id: known.user_id });
    await repository.advance(key, { status: 'completed' }, known);
    expect(await repository.listOf(key.user_id, key.course_id)).toMatchObject([{ status: 'completed' }]);
  });
});
