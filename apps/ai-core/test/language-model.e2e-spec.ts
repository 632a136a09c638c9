import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { MISBEHAVIOURS, ModelServer, says, type Behaviour } from '../src/language-model/model-server.fixture';

const HIVE =
  '<p>A drone is a male bee whose only task is to mate with a queen.</p>' +
  '<p>A colony holds about 50,000 workers in June. They live six weeks in summer.</p>';
const QUOTE = 'A drone is a male bee whose only task is to mate with a queen.';

const server = new ModelServer();
let academy: Academy;
let instructor: TestUser;
let course: { _id: string };

const ask = async (message = 'What is a drone?', user = instructor) =>
  (await academy.api.post('/ai/chat', { course_id: course._id, message }, { token: user.token })).body.data;
const quiz = (num_questions: number, user = instructor) =>
  academy.api.post('/ai/generate-quiz', { lesson_content: HIVE, num_questions }, { token: user.token });
const answers = (answer: string, quote = QUOTE, passage = 0): Behaviour =>
  says({ answer, citations: [{ passage, quote }] });

beforeAll(async () => {
  const LLM_BASE_URL = await server.start();
  academy = await startAcademy({
    services: ['auth', 'course', 'ai-core'],
    env: { LLM_BASE_URL, LLM_API_KEY: 'key-of-the-spec', LLM_MODEL: 'm1', LLM_DAILY_TOKENS: '8000' },
  });
  instructor = await academy.newInstructor();
  const as = { token: instructor.token };
  const fields = { title: 'Keeping bees', description: 'Bees.', short_description: 'Bees.', price: 0 };
  const body = { ...fields, domain: 'Other', language: 'en' };
  course = (await academy.api.post('/courses', body, as)).body.data.course;
  const modules = `/courses/${course._id}/modules`;
  const module = (await academy.api.post(modules, { title: 'Bees', description: '', order: 1 }, as)).body.data
    .module;
  const lesson = { title: 'The hive', type: 'text', content: HIVE, description: '' };
  await academy.api.post(`${modules}/${module._id}/lessons`, lesson, as);
});

afterAll(async () => {
  await academy.stop();
  await server.stop();
});

describe('POST /ai/chat with a language model', () => {
  it('puts what the lessons say into its words, with citations that stand in them', async () => {
    server.behaviour = answers('It is a male bee; mating with a queen is all it does.');
    const reply = await ask();
    expect(reply).toMatchObject({
      reply: 'It is a male bee; mating with a queen is all it does.',
      status: 'answered',
      provider: 'llm',
      warnings: [],
      citations: [{ lesson_title: 'The hive', paragraph: 1, quote: QUOTE }],
    });
    expect(JSON.stringify(server.asked.at(-1))).not.toContain(instructor.email);
  });

  it('does not ask the model where no lesson answers', async () => {
    const before = server.asked.length;
    expect(await ask('Who won the football world cup in Brazil?')).toMatchObject({
      status: 'unknown',
      provider: 'embedded',
      warnings: [],
    });
    expect(server.asked).toHaveLength(before);
  });

  it('keeps to the tokens of a user’s day, however many ask at once', async () => {
    const admin = await academy.admin();
    server.behaviour = says({ answer: 'A male bee.', citations: [{ passage: 0, quote: QUOTE }] }, 1_000);
    const replies = await Promise.all(Array.from({ length: 12 }, () => ask('What is a drone?', admin)));
    const made = replies.filter(({ provider }) => provider === 'llm').length;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(8);
    const _id = `${admin.user_id}:${new Date().toISOString().slice(0, 10)}` as never;
    const budget = await academy.collection('ai-core', 'token_budgets').findOne({ _id });
    expect(budget?.used).toBe(made * 1_000);
    const rest = replies.filter(({ provider }) => provider === 'embedded');
    expect(new Set(rest.flatMap(({ warnings }) => warnings))).toEqual(new Set(['llm_fallback']));
  });

  it.each<[string, Behaviour]>([
    ['invents a quote', answers('A bee.', 'A drone is a flying camera with four rotors.')],
    ['cites what it was not given', answers('A bee.', QUOTE, 9)],
    ['slips a link in', answers('See https://evil.example now.')],
    ['answers prose', MISBEHAVIOURS.prose!],
  ])('answers by itself when the model %s', async (_name, behaviour) => {
    server.behaviour = behaviour;
    const reply = await ask();
    expect(reply).toMatchObject({ status: 'answered', provider: 'embedded', warnings: ['llm_fallback'] });
    expect(reply.reply).toContain(QUOTE);
  });

  it('lets a model that keeps failing rest', async () => {
    server.behaviour = MISBEHAVIOURS['401']!;
    await ask();
    const before = server.asked.length;
    expect(await ask()).toMatchObject({ provider: 'embedded', warnings: ['llm_fallback'] });
    expect(server.asked).toHaveLength(before);
  });
});

describe('POST /ai/generate-quiz with a language model', () => {
  it('is made by the academy alone while the model rests', async () => {
    const { body } = await quiz(20);
    expect(body.data.quiz).toMatchObject({ provider: 'embedded', partial: true, warnings: ['llm_fallback'] });
  });
});
