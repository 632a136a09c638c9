import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { EMBEDDING_MISBEHAVIOURS, embeds } from '../src/embedding/embedding-server.fixture';
import { ModelServer } from '../src/language-model/model-server.fixture';

const HIVE =
  '<p>Honey keeps because honey holds little water.</p><p>Honey is stored in the comb.</p>' +
  '<p>Smoke makes honey bees calm.</p>' +
  ['Wood', 'Straw', 'Clay', 'Stone', 'Cork', 'Reed']
    .map((stuff) => `<p>${stuff} keeps a hive warm.</p>`)
    .join('');
const SECRET = '<p>The vault of the honey opens with thunderbolt.</p>';
const QUESTION = 'What does the honey do with smoke?';

const server = new ModelServer();
let academy: Academy;
let instructor: TestUser;
let learner: TestUser;
let course: { _id: string };
let lessons: string;

/** A model for which the question lies nearest to the vault, then to the comb, and farthest from the smoke that it names. */
const MEANINGS = embeds((text) => {
  if (text.includes('vault')) return [1, 0, 0];
  if (text.includes('comb')) return [0.9, 0.1, 0];
  if (text.includes('Smoke')) return [0, 0, 1];
  return text === QUESTION ? [1, 0, 0] : [0.5, 0, 0.5];
});

const ask = async (user = instructor, message = QUESTION) =>
  (await academy.api.post('/ai/chat', { course_id: course._id, message }, { token: user.token })).body.data;
const placesOf = (reply: { citations: { lesson_title: string; paragraph: number }[] }) =>
  reply.citations.map(({ lesson_title, paragraph }) => `${lesson_title} ${paragraph}`);
const storedVectors = () => academy.collection('ai-core', 'passage_embeddings').countDocuments({});

beforeAll(async () => {
  server.behaviour = EMBEDDING_MISBEHAVIOURS['500']!;
  academy = await startAcademy({
    services: ['auth', 'course', 'ai-core'],
    env: {
      EMBEDDINGS_BASE_URL: await server.start(),
      EMBEDDINGS_API_KEY: 'key-of-the-spec',
      EMBEDDINGS_MODEL: 'e1',
      LLM_DAILY_TOKENS: '1000',
    },
  });
  [instructor, learner] = await Promise.all([academy.newInstructor(), academy.newLearner()]);
  const as = { token: instructor.token };
  const fields = { title: 'Keeping bees', description: 'Bees.', short_description: 'Bees.', price: 20 };
  course = (await academy.api.post('/courses', { ...fields, domain: 'Other', language: 'en' }, as)).body.data
    .course;
  const modules = `/courses/${course._id}/modules`;
  const module = (await academy.api.post(modules, { title: 'Bees', description: '', order: 1 }, as)).body.data
    .module;
  lessons = `${modules}/${module._id}/lessons`;
  const text = { type: 'text', description: '' };
  await academy.api.post(lessons, { ...text, title: 'Hive', content: HIVE, is_free_preview: true }, as);
  await academy.api.post(lessons, { ...text, title: 'Vault', content: SECRET }, as);
  await academy.api.post(`/courses/${course._id}/publish`, undefined, as);
});

afterAll(async () => {
  await academy.stop();
  await server.stop();
});

describe('POST /ai/chat with embeddings', () => {
  it('answers by words while the passages have no vectors, and makes them behind it as soon as it can', async () => {
    expect(placesOf(await ask())[0]).toBe('Hive 3');
    server.behaviour = MEANINGS;
    await academy.eventually(async () => expect(await storedVectors()).toBe(10), 30_000);
  }, 40_000);

  it('joins what is near in meaning with what shares words, of lessons that the asker may open', async () => {
    await academy.eventually(async () => expect(placesOf(await ask())[0]).toBe('Vault 1'));
    const shown = await ask(learner);
    expect(placesOf(shown)[0]).toBe('Hive 2');
    expect(JSON.stringify(shown)).not.toContain('thunderbolt');
  });

  it('asks for no vector of a question that is answered without', async () => {
    const before = server.asked.length;
    for (const message of ['Hello!', 'What is this course about?', 'Who discovered penicillin?'])
      await ask(instructor, message);
    expect(server.asked).toHaveLength(before);
  });

  it('counts the question in the day of who asks it, and answers by words when the day is used up', async () => {
    const asker = await academy.newLearner();
    const key = `${asker.user_id}:${new Date().toISOString().slice(0, 10)}` as never;
    const budgets = academy.collection('ai-core', 'token_budgets');
    expect(placesOf(await ask(asker))[0]).toBe('Hive 2');
    expect(await budgets.findOne({ _id: key })).toMatchObject({ used: Math.ceil(QUESTION.length / 3) });
    await budgets.updateOne({ _id: key }, { $set: { used: 1_000 } });
    const before = server.asked.length;
    expect(placesOf(await ask(asker))[0]).toBe('Hive 3');
    expect(server.asked).toHaveLength(before);
    for (let times = 0; times < 5; times += 1) await ask(asker);
    expect(placesOf(await ask(learner))[0]).toBe('Hive 2');
  });

  it('makes no vector twice, and a new one only for text that is new', async () => {
    const before = server.asked.length;
    const revision = async () =>
      (await academy.collection('ai-core', 'course_revisions').findOne({ _id: course._id as never }))
        ?.revision;
    const known = await revision();
    await academy.api.post(
      lessons,
      { type: 'text', description: '', title: 'Wax', content: '<p>Wax is made by young bees.</p>' },
      { token: instructor.token },
    );
    await academy.eventually(async () => expect(await revision()).toBeGreaterThan(known));
    await ask();
    await academy.eventually(async () => expect(await storedVectors()).toBe(11));
    const inputs = server.asked.slice(before).flatMap(({ body }) => body.input as string[]);
    expect(inputs.filter((text) => text !== QUESTION)).toEqual(['Wax\nWax is made by young bees.']);
  });

  it.each(['a broken connection', 'a hang', 'HTML instead of JSON', 'null in a vector'])(
    'answers by words on %s',
    async (name) => {
      server.behaviour = EMBEDDING_MISBEHAVIOURS[name]!;
      const begun = Date.now();
      const reply = await ask();
      expect([reply.status, placesOf(reply)[0]]).toEqual(['answered', 'Hive 3']);
      expect(Date.now() - begun).toBeLessThan(3_000);
    },
  );

  it('answers by words when the vector of the question has another dimension', async () => {
    server.behaviour = embeds(() => [1, 0]);
    expect(placesOf(await ask())[0]).toBe('Hive 3');
  });

  it('leaves a model alone that keeps failing', async () => {
    server.behaviour = EMBEDDING_MISBEHAVIOURS['401']!;
    for (let times = 0; times < 5; times += 1) await ask();
    const before = server.asked.length;
    expect(placesOf(await ask())[0]).toBe('Hive 3');
    expect(server.asked).toHaveLength(before);
  });
});
