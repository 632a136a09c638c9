import type { Academy, ApiAnswer, TestUser } from '@har/testing';

export const NEW_COURSE = {
  title: 'Excel for small shops',
  description: 'Tables, lookups and pivot tables, taught on the questions of a small shop.',
  domain: 'Excel',
  stack: ['Excel'],
  price: 49.9,
  language: 'en',
};

export const TEXT_LESSON = {
  title: 'Tables',
  description: '',
  type: 'text',
  content: '<p>One header row.</p>',
};

/** Creates a course; the rest of the arguments changes its body. */
export async function createCourse(
  academy: Academy,
  { token }: TestUser,
  changes: object = {},
): Promise<string> {
  const answer = await academy.api.post('/courses', { ...NEW_COURSE, ...changes }, { token });
  return idOf(answer, 'course');
}

export async function addModule(academy: Academy, { token }: TestUser, course: string, body: object = {}) {
  const module = { title: 'Clean data', description: 'From messy to trusted.', ...body };
  return idOf(await academy.api.post(`/courses/${course}/modules`, module, { token }), 'module');
}

export async function addLesson(
  academy: Academy,
  { token }: TestUser,
  course: string,
  module: string,
  body: object = {},
): Promise<string> {
  const path = `/courses/${course}/modules/${module}/lessons`;
  return idOf(await academy.api.post(path, { ...TEXT_LESSON, ...body }, { token }), 'lesson');
}

/** A course on offer, with one module and one lesson. */
export async function publishCourse(
  academy: Academy,
  author: TestUser,
  changes: object = {},
): Promise<string> {
  const course = await createCourse(academy, author, changes);
  const module = await addModule(academy, author, course);
  await addLesson(academy, author, course, module);
  const answer = await academy.api.post(`/courses/${course}/publish`, undefined, { token: author.token });
  if (answer.status !== 200) throw new Error(`publishing answered ${JSON.stringify(answer.body)}`);
  return course;
}

function idOf(answer: ApiAnswer, name: string): string {
  if (answer.status !== 201) throw new Error(`creating a ${name} answered ${JSON.stringify(answer.body)}`);
  return String(answer.body.data[name]._id);
}

/** Repeats a request that a busy machine did not answer in time; it must be one that may be repeated. */
export async function untilAnswered(request: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  for (;;) {
    const answer = await request();
    if (answer.status !== 503) return answer;
  }
}
