import { startAcademy, type Academy, type TestUser } from '@har/testing';

const COURSE = '0000000000000000000000aa';

let academy: Academy;

/** All that the service can hold of a user, as it stores it. */
async function leaveTraces({ user_id }: TestUser): Promise<void> {
  const put = (name: string, document: object) => academy.collection('ai-core', name).insertOne(document);
  const at = new Date();
  await put('interactions', { user_id, course_id: COURSE, type: 'enrolled', at: Date.now() });
  await put('ownerships', { _id: `of-${user_id}`, user_id, course_id: COURSE, active: true, version: 1 });
  await put('conversations', {
    user_id,
    course_id: COURSE,
    turns: [],
    expires_at: new Date(Date.now() + 60_000),
  });
  await put('recommendation_exposures', { user_id, model_version: 'v', courses: [], at });
  await put('first_attempts', {
    _id: `${COURSE}:${user_id}`,
    course_id: COURSE,
    lesson_id: COURSE,
    results: [],
    at,
  });
  await put('token_budgets', {
    _id: `${user_id}:2026-11-21`,
    used: 1,
    expires_at: new Date(Date.now() + 60_000),
  });
}

async function tracesOf({ user_id }: TestUser): Promise<number> {
  const names = ['interactions', 'ownerships', 'conversations', 'recommendation_exposures'];
  const counts = await Promise.all([
    ...names.map((name) => academy.collection('ai-core', name).countDocuments({ user_id })),
    ...['first_attempts', 'token_budgets'].map((name) =>
      academy.collection('ai-core', name).countDocuments({ _id: { $regex: user_id } as never }),
    ),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'ai-core'] });
});

afterAll(() => academy.stop());

describe('an account that is deleted', () => {
  it('leaves nothing in the AI core, and no other account loses anything', async () => {
    const [gone, staying] = await Promise.all([academy.newLearner(), academy.newLearner()]);
    await Promise.all([leaveTraces(gone), leaveTraces(staying)]);
    const { token } = await academy.admin();
    const change = (status: string, user: TestUser) =>
      academy.api.put(`/admin/users/${user.user_id}`, { status }, { token });
    expect((await change('suspended', staying)).status).toBe(200);
    expect((await change('deleted', gone)).status).toBe(200);
    await academy.eventually(async () => expect(await tracesOf(gone)).toBe(0));
    expect(await tracesOf(staying)).toBe(6);
  });
});
