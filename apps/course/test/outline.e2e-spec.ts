import { randomUUID } from 'node:crypto';
import { startAcademy, type Academy, type ApiAnswer, type TestUser } from '@har/testing';
import { addLesson, addModule, createCourse, TEXT_LESSON, untilAnswered } from './course-fixtures';

interface ShownModule {
  _id: string;
  order: number;
  lessons: { _id: string; order: number; module_id: string }[];
}

let academy: Academy;
let author: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'], replicas: { course: 2 } });
  author = await academy.newInstructor();
});
afterAll(() => academy.stop());

async function outlineOf(course: string): Promise<{ modules: ShownModule[]; total_lessons: number }> {
  return (await academy.api.get(`/courses/${course}`, author)).body.data.course;
}

/** Adds once, also when a busy machine makes it ask again. */
function post(path: string, body: object): Promise<ApiAnswer> {
  const options = { token: author.token, headers: { 'idempotency-key': randomUUID() } };
  return untilAnswered(() => academy.api.post(path, body, options));
}

function patch(path: string, body: object): Promise<ApiAnswer> {
  return untilAnswered(() => academy.api.patch(path, body, author));
}

/** Deleted by this request, or by one before it whose answer was lost. */
async function remove(path: string): Promise<ApiAnswer> {
  const answer = await academy.api.delete(path, author);
  expect([200, 404]).toContain(answer.status);
  return { ...answer, status: 200 };
}

/** Orders without gaps, everything once, and a total that agrees. */
async function expectSound(course: string, modules: number, lessons: number): Promise<void> {
  const outline = await outlineOf(course);
  const ordersOf = (items: { order: number }[]) => items.map(({ order }) => order);
  expect(ordersOf(outline.modules)).toEqual(Array.from({ length: modules }, (_, i) => i + 1));
  for (const module of outline.modules)
    expect(ordersOf(module.lessons)).toEqual(module.lessons.map((_, i) => i + 1));
  const ids = outline.modules.flatMap((module) => [
    module._id,
    ...module.lessons.map((lesson) => lesson._id),
  ]);
  expect(new Set(ids).size).toBe(modules + lessons);
  expect(outline.total_lessons).toBe(lessons);
}

describe('PUT /courses/:id/outline', () => {
  it('sets the whole order at once, lessons changing their module', async () => {
    const course = await createCourse(academy, author);
    const [a, b] = [await addModule(academy, author, course), await addModule(academy, author, course)];
    const [x, y] = [await addLesson(academy, author, course, a), await addLesson(academy, author, course, a)];
    const modules = [
      { module_id: b, lesson_ids: [y] },
      { module_id: a, lesson_ids: [x] },
    ];
    const { status, body } = await academy.api.put(`/courses/${course}/outline`, { modules }, author);
    expect(status).toBe(200);
    expect(body.data.course.modules).toMatchObject([
      { _id: b, order: 1, lessons: [{ _id: y, order: 1, module_id: b }] },
      { _id: a, order: 2, lessons: [{ _id: x, order: 1, module_id: a }] },
    ]);
    const moved = await academy.api.patch(
      `/courses/${course}/modules/${b}/lessons/${y}`,
      { title: 'Moved' },
      author,
    );
    expect(moved.status).toBe(200);
  });

  it('must name exactly what there is', async () => {
    const course = await createCourse(academy, author);
    const module = await addModule(academy, author, course);
    const lesson = await addLesson(academy, author, course, module);
    const stranger = await addModule(academy, author, await createCourse(academy, author));
    for (const modules of [
      [],
      [{ module_id: module, lesson_ids: [] }],
      [{ module_id: module, lesson_ids: [lesson, lesson] }],
      [{ module_id: stranger, lesson_ids: [lesson] }],
      [
        { module_id: module, lesson_ids: [lesson] },
        { module_id: module, lesson_ids: [] },
      ],
    ]) {
      const { status, body } = await academy.api.put(`/courses/${course}/outline`, { modules }, author);
      expect([status, body.error.code]).toEqual([400, 'OUTLINE_MISMATCH']);
    }
    expect((await academy.api.put(`/courses/${course}/outline`, {}, author)).status).toBe(400);
    await expectSound(course, 1, 1);
  });
});

describe('edits at the same time, on two replicas', () => {
  it('keeps 50 modules that are added at one place, each once and in a dense order', async () => {
    const course = await createCourse(academy, author);
    const add = (_: unknown, i: number) =>
      post(`/courses/${course}/modules`, { title: `Module ${i}`, order: 1 });
    const answers = await Promise.all(Array.from({ length: 50 }, add));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    await expectSound(course, 50, 0);
  });

  it('keeps 50 lessons that are added while others are moved and deleted', async () => {
    const course = await createCourse(academy, author);
    const modules = [await addModule(academy, author, course), await addModule(academy, author, course)];
    const old: string[] = [];
    for (let i = 0; i < 6; i += 1) old.push(await addLesson(academy, author, course, modules[0]!));
    const lessonsOf = (i: number) => `/courses/${course}/modules/${modules[i]}/lessons`;
    const added = Array.from({ length: 50 }, (_, i) =>
      post(lessonsOf(i % 2), { ...TEXT_LESSON, title: `Lesson ${i}`, order: 1 + (i % 5) }),
    );
    const moved = Array.from({ length: 10 }, (_, i) =>
      patch(`${lessonsOf(0)}/${old[i % 3]}`, { order: 1 + i }),
    );
    const swapped = Array.from({ length: 6 }, (_, i) =>
      patch(`/courses/${course}/modules/${modules[i % 2]}`, { order: 1 }),
    );
    const deleted = old
      .slice(3)
      .map((lesson) => academy.eventually(() => remove(`${lessonsOf(0)}/${lesson}`)));
    const answers = await Promise.all([...added, ...moved, ...swapped, ...deleted]);
    expect(answers.filter(({ status }) => status >= 300).map(({ body }) => body)).toEqual([]);
    await expectSound(course, 2, 53);
  });

  it('loses no lesson to a whole outline that is set meanwhile', async () => {
    const course = await createCourse(academy, author);
    const module = await addModule(academy, author, course);
    const first = await addLesson(academy, author, course, module);
    const outline = { modules: [{ module_id: module, lesson_ids: [first] }] };
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => post(`/courses/${course}/modules/${module}/lessons`, TEXT_LESSON)),
      ...Array.from({ length: 10 }, () =>
        untilAnswered(() => academy.api.put(`/courses/${course}/outline`, outline, author)),
      ),
    ]);
    expect(answers.slice(0, 10).every(({ status }) => status === 201)).toBe(true);
    expect(answers.slice(10).every(({ status }) => status === 200 || status === 400)).toBe(true);
    await expectSound(course, 1, 11);
  });
});
