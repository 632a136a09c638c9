import { Types } from 'mongoose';
import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { addLesson, addModule, createCourse, publishCourse, TEXT_LESSON } from './course-fixtures';

const MISSING = '0123456789abcdef01234567';
const QUIZ = {
  questions: [
    {
      type: 'single',
      question: 'What is 1 + 1?',
      options: ['1', '2'],
      correct: [1],
      points: 2,
      explanation: 'CANARY-WHY',
    },
    { type: 'multiple', question: 'Which are even?', options: ['2', '3', '4'], correct: [0, 2] },
    { type: 'true_false', question: 'Is 7 prime?', correct: [true] },
    { type: 'short_answer', question: 'Capital of France?', accepted_answers: ['CANARY-PARIS'] },
  ],
};
const EXERCISE = {
  instructions: '<p>Sum a column.</p>',
  starter: '=SUM(',
  solution: '<p>CANARY-SOLUTION</p>',
};
const VIDEO = {
  url: 'https://cdn.test/a.mp4',
  duration_seconds: 600,
  transcript: 'Hello.',
  thumbnail_url: null,
};

let academy: Academy;
let author: TestUser;
let course: string;
let section: string;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  author = await academy.newInstructor();
});
beforeEach(async () => {
  course = await createCourse(academy, author);
  section = await addModule(academy, author, course);
});
afterAll(() => academy.stop());

const lessonsPath = () => `/courses/${course}/modules/${section}/lessons`;
const post = (body: object) => academy.api.post(lessonsPath(), body, author);
const patch = (lesson: string, body: object) => academy.api.patch(`${lessonsPath()}/${lesson}`, body, author);

describe('POST /courses/:id/modules', () => {
  it('adds at the end, or at a place and moves the others', async () => {
    const add = (body: object) => academy.api.post(`/courses/${course}/modules`, body, author);
    const second = await add({ title: 'Second', description: '' });
    expect([second.status, second.body.data.module.order, second.body.data.module.lessons]).toEqual([
      201,
      2,
      [],
    ]);
    expect((await add({ title: 'First', description: '', order: 1 })).body.data.module.order).toBe(1);
    expect((await add({ title: 'Last', description: '', order: 99 })).body.data.module.order).toBe(4);
    const { body } = await academy.api.get(`/courses/${course}`, author);
    const titles = body.data.course.modules.map((entry: { title: string; order: number }) => [
      entry.order,
      entry.title,
    ]);
    expect(titles).toEqual([
      [1, 'First'],
      [2, 'Clean data'],
      [3, 'Second'],
      [4, 'Last'],
    ]);
  });

  it('refuses a module without a title, with another course, at place 0', async () => {
    for (const body of [
      {},
      { title: '' },
      { title: 'A', order: 0 },
      { title: 'A', course_id: MISSING },
      { title: 7 },
    ]) {
      expect((await academy.api.post(`/courses/${course}/modules`, body, author)).status).toBe(400);
    }
  });

  it('has room for 200 modules', async () => {
    const modules = Array.from({ length: 200 }, () => ({ _id: new Types.ObjectId(), lessons: [] }));
    await academy
      .collection('course', 'courses')
      .updateOne({ _id: new Types.ObjectId(course) }, { $set: { modules } });
    const { status, body } = await academy.api.post(
      `/courses/${course}/modules`,
      { title: 'One more' },
      author,
    );
    expect([status, body.error.code]).toEqual([400, 'COURSE_TOO_LARGE']);
    expect(body.error.message).toBe('A course has at most 200 modules and 1000 lessons.');
  });
});

describe('PATCH and DELETE /courses/:id/modules/:module_id', () => {
  it('changes texts and place', async () => {
    const other = await addModule(academy, author, course, { title: 'Other' });
    const change = { title: 'Renamed', description: 'New.', order: 2 };
    const { status, body } = await academy.api.patch(`/courses/${course}/modules/${section}`, change, author);
    expect([status, body.data.module]).toEqual([200, expect.objectContaining({ _id: section, ...change })]);
    const shown = await academy.api.get(`/courses/${course}`, author);
    expect(shown.body.data.course.modules.map((entry: { _id: string }) => entry._id)).toEqual([
      other,
      section,
    ]);
  });

  it('deletes a module with its lessons and takes them from the totals', async () => {
    const gone = await addLesson(academy, author, course, section, {
      type: 'video',
      content: undefined,
      video: VIDEO,
    });
    const kept = await addModule(academy, author, course);
    await addLesson(academy, author, course, kept, { type: 'video', content: undefined, video: VIDEO });
    const { status, body } = await academy.api.delete(`/courses/${course}/modules/${section}`, author);
    expect([status, body]).toEqual([200, { success: true, message: 'Module deleted' }]);
    const shown = (await academy.api.get(`/courses/${course}`, author)).body.data.course;
    expect(shown).toMatchObject({
      total_lessons: 1,
      total_duration_hours: 0.17,
      modules: [{ _id: kept, order: 1 }],
    });
    expect((await patch(gone, { title: 'Still there?' })).body.error.code).toBe('MODULE_NOT_FOUND');
    expect((await academy.api.delete(`/courses/${course}/modules/${section}`, author)).status).toBe(404);
  });

  it('answers 404 for a module of another course', async () => {
    const elsewhere = await createCourse(academy, author);
    const path = `/courses/${elsewhere}/modules/${section}`;
    for (const answer of [
      await academy.api.patch(path, { title: 'Mine' }, author),
      await academy.api.patch(path, { order: 1 }, author),
      await academy.api.delete(path, author),
      await academy.api.post(`${path}/lessons`, TEXT_LESSON, author),
    ]) {
      expect([answer.status, answer.body.error.code]).toEqual([404, 'MODULE_NOT_FOUND']);
    }
  });
});

describe('POST /courses/:id/modules/:module_id/lessons', () => {
  it('takes every type with its body and shows all of it to the author', async () => {
    const text = await post(TEXT_LESSON);
    expect([text.status, text.body.data.lesson]).toEqual([
      201,
      expect.objectContaining({
        type: 'text',
        order: 1,
        content: '<p>One header row.</p>',
        duration_seconds: 1,
      }),
    ]);
    const video = await post({ title: 'Video', type: 'video', video: VIDEO, is_free_preview: true });
    expect(video.body.data.lesson).toMatchObject({
      video: VIDEO,
      duration_seconds: 600,
      is_free_preview: true,
      order: 2,
    });
    const url = await post({ title: 'URL alone', type: 'video', video: 'https://cdn.test/b.mp4', order: 1 });
    expect(url.body.data.lesson).toMatchObject({
      order: 1,
      video: { url: 'https://cdn.test/b.mp4', duration_seconds: 0 },
    });
    const quiz = await post({ title: 'Quiz', type: 'quiz', quiz: QUIZ });
    expect(quiz.body.data.lesson.quiz).toMatchObject({
      passing_score: 70,
      questions: [
        QUIZ.questions[0],
        { correct: [0, 2], points: 1 },
        { correct: [true] },
        { accepted_answers: ['CANARY-PARIS'] },
      ],
    });
    const exercise = await post({ title: 'Exercise', type: 'exercise', exercise: EXERCISE });
    expect(exercise.body.data.lesson.exercise).toEqual(EXERCISE);
    const shown = (await academy.api.get(`/courses/${course}`, author)).body.data.course;
    expect(shown.total_lessons).toBe(5);
    expect(JSON.stringify(shown)).not.toMatch(/CANARY|cdn\.test/);
  });

  it.each([
    ['no title', { title: undefined }],
    ['another type', { type: 'podcast' }],
    ['a body of another type', { quiz: QUIZ }],
    ['a video over http', { type: 'video', content: undefined, video: { url: 'http://cdn.test/a.mp4' } }],
    ['a script for a video', { type: 'video', content: undefined, video: 'javascript:alert(1)' }],
    [
      'a key that points nowhere',
      quizOf({ type: 'single', question: 'Q', options: ['a', 'b'], correct: [2] }),
    ],
    [
      'two keys for one choice',
      quizOf({ type: 'single', question: 'Q', options: ['a', 'b'], correct: [0, 1] }),
    ],
    ['no key', quizOf({ type: 'multiple', question: 'Q', options: ['a', 'b'], correct: [] })],
    ['the same option twice', quizOf({ type: 'single', question: 'Q', options: ['a', 'a'], correct: [0] })],
    ['a word where true or false is due', quizOf({ type: 'true_false', question: 'Q', correct: ['true'] })],
    ['no accepted answer', quizOf({ type: 'short_answer', question: 'Q', accepted_answers: [] })],
    ['an unknown kind of question', quizOf({ type: 'essay', question: 'Q' })],
    ['a quiz without questions', { type: 'quiz', content: undefined, quiz: { questions: [] } }],
    ['a passing score of 101', { type: 'quiz', content: undefined, quiz: { ...QUIZ, passing_score: 101 } }],
    [
      'an exercise without instructions',
      { type: 'exercise', content: undefined, exercise: { solution: 'x' } },
    ],
    ['a place that is no number', { order: '1' }],
    ['an own id', { _id: MISSING }],
    ['an own duration', { duration_seconds: 1 }],
  ])('refuses %s', async (_what, changes) => {
    const { status, body } = await post({ ...TEXT_LESSON, ...changes });
    expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(body.error.details.length).toBeGreaterThan(0);
  });

  it('lets the body follow later in a draft, and at once in a published course', async () => {
    const bare = await post({ title: 'Later', type: 'video' });
    expect([bare.status, bare.body.data.lesson.video]).toEqual([201, undefined]);
    course = await publishCourse(academy, author);
    section = (await academy.api.get(`/courses/${course}`)).body.data.course.modules[0]._id;
    const refused = await post({ title: 'Later', type: 'video' });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'LESSON_INCOMPLETE']);
    expect(refused.body.error.message).toBe('This lesson lacks the body of its type (video).');
    const onlyScript = await post({ title: 'Empty', type: 'text', content: '<script>alert(1)</script>' });
    expect(onlyScript.body.error.code).toBe('LESSON_INCOMPLETE');
    expect((await academy.api.get(`/courses/${course}`)).body.data.course.total_lessons).toBe(1);
  });

  it('has room for 1,000 lessons', async () => {
    await academy
      .collection('course', 'courses')
      .updateOne({ _id: new Types.ObjectId(course) }, { $set: { total_lessons: 1000 } });
    expect((await post(TEXT_LESSON)).body.error.code).toBe('COURSE_TOO_LARGE');
  });
});

describe('PATCH /courses/:id/modules/:module_id/lessons/:lesson_id', () => {
  it('changes texts, body and place, and the totals with them', async () => {
    const first = await addLesson(academy, author, course, section, {
      type: 'video',
      content: undefined,
      video: VIDEO,
    });
    await addLesson(academy, author, course, section);
    const change = {
      title: 'Longer',
      video: { ...VIDEO, duration_seconds: 3600 },
      order: 2,
      is_free_preview: true,
    };
    const { status, body } = await patch(first, change);
    expect([status, body.data.lesson]).toEqual([
      200,
      expect.objectContaining({
        ...change,
        video: { ...change.video, hosted: false },
        duration_seconds: 3600,
      }),
    ]);
    expect((await academy.api.get(`/courses/${course}`, author)).body.data.course.total_duration_hours).toBe(
      1,
    );
  });

  it('keeps the ids of questions that are sent back, and gives new ones to the others', async () => {
    const { body } = await post({ title: 'Quiz', type: 'quiz', quiz: QUIZ });
    const [first, ...rest] = body.data.lesson.quiz.questions;
    const added = { ...QUIZ.questions[2], _id: MISSING };
    const changed = await patch(body.data.lesson._id, {
      quiz: { questions: [...rest, { ...first, points: 5 }, added] },
    });
    const ids = changed.body.data.lesson.quiz.questions.map((question: { _id: string }) => question._id);
    expect(ids.slice(0, 4)).toEqual([...rest, first].map((question: { _id: string }) => question._id));
    expect(ids[4]).toMatch(/^[0-9a-f]{24}$/);
    expect(ids[4]).not.toBe(MISSING);
    expect(changed.body.data.lesson.quiz.questions[3].points).toBe(5);
    const twice = await patch(body.data.lesson._id, { quiz: { questions: [first, first] } });
    expect(twice.status).toBe(400);
  });

  it('takes a new type with its body only, and drops the old body', async () => {
    const lesson = await addLesson(academy, author, course, section);
    expect((await patch(lesson, { type: 'quiz' })).body.error.code).toBe('LESSON_INCOMPLETE');
    expect((await patch(lesson, { quiz: QUIZ })).body.error.details[0].field).toBe('body.quiz');
    const { body } = await patch(lesson, { type: 'quiz', quiz: QUIZ });
    expect(body.data.lesson).toMatchObject({ type: 'quiz', duration_seconds: 240 });
    const stored = await academy.collection('course', 'lessons').findOne({ _id: new Types.ObjectId(lesson) });
    expect(stored).not.toHaveProperty('content');
  });

  it('never leaves a lesson without its body again', async () => {
    const lesson = await addLesson(academy, author, course, section);
    for (const content of ['', '<script>x</script>', '<p> </p>']) {
      const { status, body } = await patch(lesson, { content });
      expect([status, body.error.code]).toEqual([400, 'LESSON_INCOMPLETE']);
    }
    const bare = (await post({ title: 'Bare', type: 'text' })).body.data.lesson._id;
    expect((await patch(bare, { title: 'Still bare' })).status).toBe(200);
    expect((await patch(bare, { content: '<p>Full</p>' })).status).toBe(200);
  });

  it('answers 404 for a lesson of another module or course, and 400 for nothing', async () => {
    const lesson = await addLesson(academy, author, course, section);
    const otherModule = await addModule(academy, author, course);
    const wrong = await academy.api.patch(
      `/courses/${course}/modules/${otherModule}/lessons/${lesson}`,
      { title: 'A' },
      author,
    );
    expect([wrong.status, wrong.body.error.code]).toEqual([404, 'LESSON_NOT_FOUND']);
    expect((await patch(MISSING, { title: 'A' })).body.error.code).toBe('LESSON_NOT_FOUND');
    expect((await patch(lesson, {})).status).toBe(400);
    expect((await patch(lesson, { module_id: otherModule })).status).toBe(400);
  });

  it('keeps the exact duration when 20 people change one lesson at once', async () => {
    const lesson = await addLesson(academy, author, course, section, {
      type: 'video',
      content: undefined,
      video: VIDEO,
    });
    const lengths = Array.from({ length: 20 }, (_, i) => 60 * (i + 1));
    const answers = await Promise.all(
      lengths.map((duration_seconds) => patch(lesson, { video: { ...VIDEO, duration_seconds } })),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const stored = await academy.collection('course', 'lessons').findOne({ _id: new Types.ObjectId(lesson) });
    const kept = await academy.collection('course', 'courses').findOne({ _id: new Types.ObjectId(course) });
    expect(kept?.total_duration_seconds).toBe(stored?.duration_seconds);
  });
});

describe('DELETE /courses/:id/modules/:module_id/lessons/:lesson_id', () => {
  it('takes the lesson out and closes the gap', async () => {
    const [a, b, c] = [
      await addLesson(academy, author, course, section, { title: 'A' }),
      await addLesson(academy, author, course, section, { title: 'B' }),
      await addLesson(academy, author, course, section, { title: 'C' }),
    ];
    const { status, body } = await academy.api.delete(`${lessonsPath()}/${b}`, author);
    expect([status, body]).toEqual([200, { success: true, message: 'Lesson deleted' }]);
    const { data } = (await academy.api.get(`/courses/${course}/lessons`, author)).body;
    expect(data.lessons.map((lesson: { _id: string; order: number }) => [lesson._id, lesson.order])).toEqual([
      [a, 1],
      [c, 2],
    ]);
    expect((await academy.api.delete(`${lessonsPath()}/${b}`, author)).body.error.code).toBe(
      'LESSON_NOT_FOUND',
    );
  });

  it('leaves a published course its last lesson', async () => {
    course = await publishCourse(academy, author);
    const [entry] = (await academy.api.get(`/courses/${course}`)).body.data.course.modules;
    const path = `/courses/${course}/modules/${entry._id}`;
    for (const target of [path, `${path}/lessons/${entry.lessons[0]._id}`]) {
      const { status, body } = await academy.api.delete(target, author);
      expect([status, body.error.code]).toEqual([400, 'COURSE_KEEPS_LESSON']);
    }
    expect((await academy.api.get(`/courses/${course}`)).body.data.course.total_lessons).toBe(1);
  });
});

describe('GET /courses/:id/lessons', () => {
  it('lists all lessons in order, or those of one module', async () => {
    const second = await addModule(academy, author, course);
    const late = await addLesson(academy, author, course, second);
    const early = await addLesson(academy, author, course, section);
    const idsOf = async (query: string) => {
      const { body } = await academy.api.get(`/courses/${course}/lessons${query}`, author);
      return body.data.lessons.map((lesson: { _id: string }) => lesson._id);
    };
    expect(await idsOf('')).toEqual([early, late]);
    expect(await idsOf(`?module_id=${second}`)).toEqual([late]);
    const missing = await academy.api.get(`/courses/${course}/lessons?module_id=${MISSING}`, author);
    expect([missing.status, missing.body.error.code]).toEqual([404, 'MODULE_NOT_FOUND']);
    expect((await academy.api.get(`/courses/${course}/lessons?module_id=1`, author)).status).toBe(400);
  });
});

function quizOf(question: object) {
  return { type: 'quiz', content: undefined, quiz: { questions: [question] } };
}
