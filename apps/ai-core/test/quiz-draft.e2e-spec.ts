import { startAcademy, type Academy, type TestUser } from '@har/testing';

const BRIDGES = `
  <p>A beam bridge is a deck that rests on supports at both ends. The first railway bridge over the Tees opened in 1825.</p>
  <p>An arch is a curved structure that carries weight outward to its two feet.</p>
  <p>A cantilever is a rigid arm anchored at only one end. The span of the Forth Bridge measures 521 metres.</p>`;
const MATERIALS = `
  <p>An alloy is a mixture of a metal with other elements. A rivet is a metal pin that joins two plates.</p>
  <p>A truss is a frame of triangles that cannot be bent out of shape.</p>`;

let academy: Academy;
let instructor: TestUser;
let course: { id: string; module_id: string; lessons: string[] };

const as = (user: TestUser) => ({ token: user.token });
const post = (path: string, body?: object, user = instructor) => academy.api.post(path, body, as(user));
const get = (path: string, user = instructor) => academy.api.get(path, as(user));
const change = (id: string, body: object, user = instructor) =>
  academy.api.patch(`/ai/quiz-drafts/${id}`, body, as(user));

async function newDraft(body: object = {}) {
  const answer = await post('/ai/quiz-drafts', {
    course_id: course.id,
    lesson_id: course.lessons[0],
    num_questions: 4,
    ...body,
  });
  expect(answer.status).toBe(201);
  return answer.body.data.draft;
}

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course', 'ai-core'] });
  instructor = await academy.newInstructor();
  const fields = {
    title: 'Building bridges',
    description: 'How bridges stand.',
    short_description: 'Bridges.',
    domain: 'Other',
    language: 'en',
    price: 0,
  };
  const { _id } = (await post('/courses', fields)).body.data.course;
  const modules = `/courses/${_id}/modules`;
  const module = (await post(modules, { title: 'Kinds', description: '', order: 1 })).body.data.module;
  const lessons: string[] = [];
  for (const content of [BRIDGES, MATERIALS]) {
    const lesson = { title: `Lesson ${lessons.length + 1}`, type: 'text', content, description: '' };
    lessons.push((await post(`${modules}/${module._id}/lessons`, lesson)).body.data.lesson._id);
  }
  course = { id: _id, module_id: module._id, lessons };
  expect((await post(`/courses/${_id}/publish`)).status).toBe(200);
});

afterAll(() => academy.stop());

describe('POST /ai/quiz-drafts', () => {
  it('drafts questions on a lesson, each with its explanation and source', async () => {
    const draft = await newDraft();
    expect(draft).toMatchObject({
      course_id: course.id,
      title: 'Quiz: Lesson 1',
      status: 'draft',
      revision: 1,
      passing_score: 70,
      quiz_lesson_id: null,
    });
    expect(draft.questions.length).toBeGreaterThanOrEqual(3);
    for (const { question_id, source_quote, explanation, options, correct_index } of draft.questions) {
      expect(question_id).toMatch(/^[0-9a-f]{24}$/);
      expect(BRIDGES).toContain(source_quote);
      expect(explanation).toContain(source_quote);
      expect(options[correct_index]).toBeDefined();
    }
    const shown = await get(`/courses/${course.id}/lessons`);
    expect(shown.body.data.lessons).toHaveLength(2);
  });

  it('takes wrong definitions from other lessons of the course', async () => {
    const { questions } = await newDraft({ num_questions: 10 });
    const options = questions.flatMap((question: { options: string[] }) => question.options).join('\n');
    expect(options).toMatch(/[Tt]russ|[Rr]ivet|[Aa]lloy|triangles|metal pin|mixture/);
  });

  it('says when the lesson carries fewer than asked, or none', async () => {
    expect((await newDraft({ num_questions: 20 })).partial).toBe(true);
    const { _id } = (
      await post(`/courses/${course.id}/modules/${course.module_id}/lessons`, {
        title: 'Short',
        type: 'text',
        content: '<p>Hello.</p>',
        description: '',
      })
    ).body.data.lesson;
    const answer = await post('/ai/quiz-drafts', { course_id: course.id, lesson_id: _id });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'CONTENT_CARRIES_NO_QUESTION']);
  });

  it('is the same draft again under the same idempotency key', async () => {
    const body = { course_id: course.id, lesson_id: course.lessons[0] };
    const send = () =>
      academy.api.post('/ai/quiz-drafts', body, {
        ...as(instructor),
        headers: { 'idempotency-key': 'once' },
      });
    const [first, second] = [await send(), await send()];
    expect(second.body.data.draft._id).toBe(first.body.data.draft._id);
  });
});

describe('PATCH /ai/quiz-drafts/:id', () => {
  it('edits, adds and leaves out questions; kept ones keep their source', async () => {
    const draft = await newDraft();
    const [first] = draft.questions;
    const questions = [
      { question_id: first.question_id, question: 'Reworded?', options: first.options, correct_index: 0 },
      { question: 'Mine?', options: ['Yes', 'No', 'Perhaps'], correct_index: 2, explanation: 'Because.' },
    ];
    const { body } = await change(draft._id, { revision: 1, title: 'All about bridges', questions });
    expect(body.data.draft).toMatchObject({ title: 'All about bridges', revision: 2 });
    expect(body.data.draft.questions).toEqual([
      expect.objectContaining({ ...questions[0], kind: first.kind, source_quote: first.source_quote }),
      expect.objectContaining({ ...questions[1], kind: 'written', tier: 'A', source_quote: '' }),
    ]);
  });

  it('lets one of many who change the same revision win', async () => {
    const { _id } = await newDraft();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => change(_id, { revision: 1, passing_score: i + 1 })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error?.code === 'QUIZ_DRAFT_CHANGED')).toHaveLength(49);
  });

  it.each([
    [{ title: 'no revision' }],
    [{ revision: 1 }],
    [{ revision: 1, questions: [] }],
    [{ revision: 1, questions: [{ question: 'Q', options: ['a', 'b'], correct_index: 2 }] }],
    [{ revision: 1, status: 'approved' }],
  ])('refuses %j', async (body) => {
    expect((await change('0000000000000000000000aa', body)).status).toBe(400);
  });
});

describe('POST /ai/quiz-drafts/:id/approve', () => {
  it('makes one quiz lesson of a draft, however many approve it at once, and marks answers by its key', async () => {
    const { _id, questions } = await newDraft();
    const path = `/ai/quiz-drafts/${_id}/approve`;
    const refused = await post(path, { module_id: '0000000000000000000000aa' });
    expect([refused.status, refused.body.error.code]).toEqual([404, 'MODULE_NOT_FOUND']);
    const before = (await get(`/courses/${course.id}/lessons`)).body.data.lessons.length;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(path, { module_id: course.module_id })),
    );
    const lessonIds = answers.flatMap(({ body }) => body.data?.draft.quiz_lesson_id ?? []);
    expect(new Set(lessonIds).size).toBe(1);
    expect((await get(`/courses/${course.id}/lessons`)).body.data.lessons).toHaveLength(before + 1);
    const again = await post(path, { module_id: course.module_id });
    expect(again.body.data.draft).toMatchObject({ status: 'approved', quiz_lesson_id: lessonIds[0] });

    const learner = await academy.newLearner();
    await post(`/courses/${course.id}/enroll`, undefined, learner);
    const lesson = `/courses/${course.id}/lessons/${lessonIds[0]}`;
    const right = questions.map((question: { correct_index: number; options: string[] }, index: number) => ({
      index,
      answer: question.options.length === 2 ? question.correct_index === 0 : question.correct_index,
    }));
    const marked = await post(`${lesson}/quiz-attempts`, { answers: right }, learner);
    expect(marked.body.data.attempt.score).toBe(100);
    for (const body of [{ revision: 3, title: 'x' }]) {
      expect((await change(_id, body)).body.error.code).toBe('QUIZ_DRAFT_CLOSED');
    }
    expect((await post(`/ai/quiz-drafts/${_id}/reject`)).body.error.code).toBe('QUIZ_DRAFT_CLOSED');

    const other = await newDraft({ num_questions: 2 });
    const replaced = await post(`/ai/quiz-drafts/${other._id}/approve`, {
      module_id: course.module_id,
      lesson_id: lessonIds[0],
    });
    expect(replaced.body.data.draft.quiz_lesson_id).toBe(lessonIds[0]);
    expect((await get(lesson)).body.data.lesson.quiz.questions).toHaveLength(2);
  });

  it('takes over an approval that was cut short, without a second lesson', async () => {
    const { _id } = await newDraft();
    const approve = () => post(`/ai/quiz-drafts/${_id}/approve`, { module_id: course.module_id });
    const first = (await approve()).body.data.draft.quiz_lesson_id;
    const drafts = academy.collection('ai-core', 'quiz_drafts');
    const cut = { status: 'approving', quiz_lesson_id: null, revision: 1 };
    const of = { quiz_lesson_id: first };
    await drafts.updateOne(of, { $set: { ...cut, approving_until: new Date(Date.now() + 60_000) } });
    expect((await approve()).body.error.code).toBe('QUIZ_DRAFT_CLOSED');
    await drafts.updateOne({ status: 'approving' }, { $set: { approving_until: new Date(0) } });
    expect((await approve()).body.data.draft.quiz_lesson_id).toBe(first);
  });
});

describe('quiz drafts', () => {
  it('are rejected once and for all', async () => {
    const { _id } = await newDraft();
    for (let i = 0; i < 2; i += 1) {
      const { body } = await post(`/ai/quiz-drafts/${_id}/reject`);
      expect(body.data.draft).toMatchObject({ status: 'rejected', revision: 2 });
    }
    const approved = await post(`/ai/quiz-drafts/${_id}/approve`, { module_id: course.module_id });
    expect([approved.status, approved.body.error.code]).toEqual([409, 'QUIZ_DRAFT_CLOSED']);
  });

  it('are listed by status, the last first', async () => {
    const { _id } = await newDraft();
    const path = `/ai/quiz-drafts?course_id=${course.id}`;
    const { body } = await get(`${path}&status=draft&limit=2`);
    expect(body.data.drafts[0]).toMatchObject({ _id, status: 'draft' });
    expect(body.data.pagination.limit).toBe(2);
    const rejected = await get(`${path}&status=rejected`);
    expect(rejected.body.data.drafts.map(({ status }: { status: string }) => status)).toEqual(['rejected']);
    expect((await get(`/ai/quiz-drafts/${_id}`)).body.data.draft._id).toBe(_id);
  });

  it('belong to the course’s instructor', async () => {
    const { _id } = await newDraft();
    const [other, learner] = [await academy.newInstructor(), await academy.newLearner()];
    const path = `/ai/quiz-drafts/${_id}`;
    const codes = [
      await get(path, other),
      await change(path.split('/').at(-1)!, { revision: 1, title: 'x' }, other),
      await post(`${path}/approve`, { module_id: course.module_id }, other),
      await post(`${path}/reject`, undefined, other),
      await get(`/ai/quiz-drafts?course_id=${course.id}`, other),
      await post('/ai/quiz-drafts', { course_id: course.id, lesson_id: course.lessons[0] }, other),
    ].map(({ body }) => body.error.code);
    expect(new Set(codes)).toEqual(new Set(['COURSE_NOT_OWNER']));
    expect((await get(path, learner)).body.error.code).toBe('INSTRUCTOR_REQUIRED');
    expect((await academy.api.get(path)).status).toBe(401);
    const unknown = '0000000000000000000000aa';
    expect((await get(`/ai/quiz-drafts/${unknown}`)).body.error.code).toBe('QUIZ_DRAFT_NOT_FOUND');
    const nowhere = await post('/ai/quiz-drafts', { course_id: course.id, lesson_id: unknown });
    expect(nowhere.body.error.code).toBe('LESSON_NOT_FOUND');
  });
});

describe('GET /ai/courses/:id/lessons/:lesson_id/question-statistics', () => {
  it('counts the first attempt of each learner', async () => {
    const { _id } = await newDraft({ num_questions: 2 });
    const approved = await post(`/ai/quiz-drafts/${_id}/approve`, { module_id: course.module_id });
    const lesson = `lessons/${approved.body.data.draft.quiz_lesson_id}`;
    const learner = await academy.newLearner();
    await post(`/courses/${course.id}/enroll`, undefined, learner);
    for (let i = 0; i < 2; i += 1)
      await post(`/courses/${course.id}/${lesson}/quiz-attempts`, { answers: [] }, learner);
    const path = `/ai/courses/${course.id}/${lesson}/question-statistics`;
    await academy.eventually(async () => {
      const { questions } = (await get(path)).body.data;
      expect(questions).toEqual([
        { question_id: expect.any(String), answers: 1, difficulty: 0, discrimination: null, flags: [] },
        { question_id: expect.any(String), answers: 1, difficulty: 0, discrimination: null, flags: [] },
      ]);
    });
    const other = await academy.newInstructor();
    expect((await get(path, other)).body.error.code).toBe('COURSE_NOT_OWNER');
    expect((await get(path, learner)).body.error.code).toBe('INSTRUCTOR_REQUIRED');
  });
});
