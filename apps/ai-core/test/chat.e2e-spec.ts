import { startAcademy, type Academy, type TestUser } from '@har/testing';

const HIVE =
  '<h2>The colony</h2><p>A drone is a male bee whose only task is to mate with a queen.</p>' +
  '<p>A colony holds about 50,000 workers in June. They live six weeks in summer.</p>' +
  '<h2>Winter</h2><p>In winter the bees form a cluster and eat the honey that they stored.</p>';
const SECRET = 'The password of the vault is thunderbolt. A vault is a room with thick walls.';

let academy: Academy;
let instructor: TestUser;
let learner: TestUser;
let course: { _id: string };
let lessons: { _id: string }[];

async function addLesson(courseId: string, moduleId: string, lesson: object): Promise<{ _id: string }> {
  const path = `/courses/${courseId}/modules/${moduleId}/lessons`;
  const answer = await academy.api.post(path, { description: '', ...lesson }, { token: instructor.token });
  return answer.body.data.lesson;
}

async function publishCourse(price: number): Promise<void> {
  const { token } = instructor;
  const fields = {
    title: 'Keeping bees',
    description: 'Bees through the year.',
    short_description: 'Bees.',
    domain: 'Other',
    language: 'en',
  };
  course = (await academy.api.post('/courses', { ...fields, price }, { token })).body.data.course;
  const module = (
    await academy.api.post(
      `/courses/${course._id}/modules`,
      { title: 'Bees', description: '', order: 1 },
      { token },
    )
  ).body.data.module;
  lessons = [
    await addLesson(course._id, module._id, {
      title: 'The hive',
      type: 'text',
      content: HIVE,
      is_free_preview: true,
    }),
    await addLesson(course._id, module._id, {
      title: 'The vault',
      type: 'text',
      content: `<p>${SECRET}</p>`,
    }),
    await addLesson(course._id, module._id, {
      title: 'Quiz',
      type: 'quiz',
      quiz: {
        questions: [
          {
            type: 'short_answer',
            question: 'Who mates?',
            accepted_answers: ['canarykey'],
            explanation: 'canarykey',
            points: 1,
          },
        ],
      },
    }),
  ];
  expect((await academy.api.post(`/courses/${course._id}/publish`, undefined, { token })).status).toBe(200);
}

const ask = (body: object, token = learner.token) =>
  academy.api.post('/ai/chat', { course_id: course._id, ...body }, { token });

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course', 'payment', 'ai-core', 'stripe-simulator'] });
  [instructor, learner] = await Promise.all([academy.newInstructor(), academy.newLearner()]);
  await publishCourse(20);
});

afterAll(() => academy.stop());

describe('POST /ai/chat', () => {
  it('answers from a lesson, with a citation word for word', async () => {
    const { status, body } = await ask({ message: 'What is a drone?' });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      status: 'answered',
      conversation_id: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
    expect(body.data.reply).toContain('A drone is a male bee');
    expect(body.data.citations[0]).toMatchObject({ lesson_id: lessons[0]!._id, lesson_title: 'The hive' });
    expect(HIVE).toContain(body.data.citations[0].quote);
  });

  it('says what the course is about from its description', async () => {
    const { body } = await ask({ message: 'What is this course about?' });
    expect(body.data).toMatchObject({
      status: 'answered',
      reply: 'The course “Keeping bees” says of itself: Bees.',
      citations: [{ lesson_id: null, lesson_title: 'Keeping bees', paragraph: 1, quote: 'Bees.' }],
    });
  });

  it('says so when no lesson tells', async () => {
    const { body } = await ask({ message: 'Who won the football world cup in Brazil?' });
    expect(body.data).toMatchObject({ status: 'unknown', citations: [] });
  });

  it('answers nothing from lessons that the asker may not open, and everything to the instructor', async () => {
    const hidden = await ask({ message: 'What is the password of the vault?' });
    expect(hidden.status).toBe(200);
    expect(JSON.stringify(hidden.body)).not.toContain('thunderbolt');
    const shown = await ask({ message: 'What is the password of the vault?' }, instructor.token);
    expect(shown.body.data.reply).toContain('thunderbolt');
  });

  it('never quotes an answer key', async () => {
    for (const message of ['Who mates?', 'canarykey', 'What is the canarykey?']) {
      const { body } = await ask({ message }, instructor.token);
      expect(JSON.stringify(body.data.citations)).not.toContain('canarykey');
    }
  });

  it('understands a short question by those before it, of the same person only', async () => {
    const first = (await ask({ message: 'How many workers does a colony hold?' })).body.data;
    const next = (
      await ask({ message: 'And how long do they live?', conversation_id: first.conversation_id })
    ).body.data;
    expect(next.conversation_id).toBe(first.conversation_id);
    expect(next.reply).toContain('six weeks');
    const other = await academy.newLearner();
    const stolen = (
      await ask(
        { message: 'And how long do they live?', conversation_id: first.conversation_id },
        other.token,
      )
    ).body.data;
    expect(stolen.conversation_id).not.toBe(first.conversation_id);
  });

  it('learns of a changed lesson', async () => {
    const path = `/courses/${course._id}/modules`;
    const { modules } = (await academy.api.get(`/courses/${course._id}`)).body.data.course;
    const lesson = `${path}/${modules[0]._id}/lessons/${lessons[0]!._id}`;
    const content = `${HIVE}<p>A skep is a basket of straw in which bees were kept.</p>`;
    await academy.api.patch(lesson, { content }, { token: instructor.token });
    await academy.eventually(async () => {
      expect((await ask({ message: 'What is a skep?' })).body.data.reply).toContain('basket of straw');
    });
  });

  it.each([
    ['an unknown course', { message: 'Hi', course_id: '0000000000000000000000aa' }, 404, 'COURSE_NOT_FOUND'],
    ['an unknown lesson', { message: 'Hi', lesson_id: '0000000000000000000000aa' }, 404, 'LESSON_NOT_FOUND'],
    ['no message', {}, 400, 'VALIDATION_FAILED'],
    ['a message that is too long', { message: 'x'.repeat(501) }, 400, 'VALIDATION_FAILED'],
    ['an operator', { message: { $gt: '' } }, 400, 'VALIDATION_FAILED'],
  ])('refuses %s', async (_name, body, status, code) => {
    const answer = await ask(body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it('needs a token', async () => {
    expect((await academy.api.post('/ai/chat', { message: 'Hi', course_id: course._id })).status).toBe(401);
  });

  it('is for those to whom at least one lesson is open', async () => {
    const { modules } = (await academy.api.get(`/courses/${course._id}`)).body.data.course;
    const lesson = `/courses/${course._id}/modules/${modules[0]._id}/lessons/${lessons[0]!._id}`;
    await academy.api.patch(lesson, { is_free_preview: false }, { token: instructor.token });
    const answer = await ask({ message: 'What is a drone?' });
    expect([answer.status, answer.body.error.code]).toEqual([403, 'COURSE_NOT_OPEN']);
  });
});
