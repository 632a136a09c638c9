import { startAcademy, type Academy, type TestUser } from '@har/testing';

const CONTENT =
  '<h2>Bees</h2><p>A drone is a male bee whose only task is to mate with a queen.</p>' +
  '<p>A queen is the only female of the hive that lays eggs.</p>' +
  '<p>A worker is a female bee that gathers nectar and cares for the young.</p>' +
  '<p>A colony holds about 50,000 workers in June. Langstroth patented the movable frame in 1852.</p>';

let academy: Academy;
let instructor: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'ai-core'] });
  instructor = await academy.newInstructor();
});

afterAll(() => academy.stop());

const generate = (body: object, token = instructor.token) =>
  academy.api.post('/ai/generate-quiz', body, { token });

describe('POST /ai/generate-quiz', () => {
  it('makes questions that rest on sentences of the content, the same each time', async () => {
    const { status, body } = await generate({ lesson_content: CONTENT, num_questions: 4 });
    expect(status).toBe(200);
    const { questions, language } = body.data.quiz;
    expect(language).toBe('en');
    expect(questions.length).toBeGreaterThanOrEqual(3);
    for (const { options, correct_index, source_quote } of questions) {
      expect(new Set(options).size).toBe(options.length);
      expect(options[correct_index]).toBeDefined();
      expect(CONTENT).toContain(source_quote);
    }
    expect((await generate({ lesson_content: CONTENT, num_questions: 4 })).body.data).toEqual(body.data);
  });

  it('says when the content carries fewer than asked', async () => {
    const { body } = await generate({ lesson_content: CONTENT, num_questions: 20 });
    expect(body.data.quiz.partial).toBe(true);
  });

  it.each([
    ['content without a fact', { lesson_content: 'Hello there.' }, 400, 'CONTENT_CARRIES_NO_QUESTION'],
    [
      'markup alone',
      { lesson_content: '<script>alert(1)</script><pre>x</pre>' },
      400,
      'CONTENT_CARRIES_NO_QUESTION',
    ],
    ['no content', {}, 400, 'VALIDATION_FAILED'],
    ['too many questions', { lesson_content: CONTENT, num_questions: 21 }, 400, 'VALIDATION_FAILED'],
    ['a number as text', { lesson_content: CONTENT, num_questions: '5' }, 400, 'VALIDATION_FAILED'],
  ])('refuses %s', async (_name, body, status, code) => {
    const answer = await generate(body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it('is for instructors and administrators', async () => {
    const learner = await academy.newLearner();
    expect((await generate({ lesson_content: CONTENT }, learner.token)).body.error.code).toBe(
      'INSTRUCTOR_REQUIRED',
    );
    expect((await generate({ lesson_content: CONTENT }, (await academy.admin()).token)).status).toBe(200);
    expect((await academy.api.post('/ai/generate-quiz', { lesson_content: CONTENT })).status).toBe(401);
  });
});
