import type { Academy, ApiAnswer, TestUser } from '@har/testing';

export interface TaughtCourse {
  id: string;
  module_id: string;
  lesson_ids: string[];
}

type Body = Record<string, unknown>;

export const textLesson = (more: Body = {}): Body => ({
  title: 'Tables',
  type: 'text',
  content: '<p>PAID-CONTENT A table has one header row and no empty lines.</p>',
  ...more,
});

export const quizLesson = (more: Body = {}): Body => ({
  title: 'What do you know?',
  type: 'quiz',
  quiz: {
    passing_score: 70,
    questions: [
      {
        type: 'single',
        question: 'Which function finds a row?',
        options: ['SUM', 'XLOOKUP', 'LEFT'],
        correct: [1],
        points: 2,
        explanation: 'SECRET-EXPLANATION XLOOKUP returns the match.',
      },
      {
        type: 'multiple',
        question: 'Which are numbers?',
        options: ['1', 'a', '2'],
        correct: [0, 2],
        points: 2,
      },
      { type: 'true_false', question: 'A table may have empty lines.', correct: [false], points: 1 },
      {
        type: 'short_answer',
        question: 'The sum of all values divided by their count?',
        accepted_answers: ['SECRET-KEY moyenne', 'Moyenne arithmétique'],
        points: 5,
      },
    ],
  },
  ...more,
});

export const exerciseLesson = (more: Body = {}): Body => ({
  title: 'Clean a sheet',
  type: 'exercise',
  exercise: {
    instructions: '<p>Remove empty lines.</p>',
    starter: '',
    solution: '<p>SECRET-SOLUTION filter</p>',
  },
  ...more,
});

/** A published course of an instructor; free, with two texts, unless said. */
export async function teach(
  academy: Academy,
  instructor: TestUser,
  {
    lessons = [textLesson(), textLesson()],
    publish = true,
    ...course
  }: Body & { lessons?: Body[]; publish?: boolean } = {},
): Promise<TaughtCourse> {
  const options = { token: instructor.token };
  const body = { title: 'Excel for everybody', description: 'Tables.', domain: 'Excel', price: 0, ...course };
  const created = expectOk(await academy.api.post('/courses', body, options));
  const id = idOf(created, 'course');
  const added = expectOk(
    await academy.api.post(`/courses/${id}/modules`, { title: 'One', description: '' }, options),
  );
  const module_id = idOf(added, 'module');
  const lesson_ids: string[] = [];
  for (const lesson of lessons)
    lesson_ids.push(await addLesson(academy, instructor, { id, module_id }, lesson));
  if (publish) expectOk(await academy.api.post(`/courses/${id}/publish`, undefined, options));
  return { id, module_id, lesson_ids };
}

export async function addLesson(
  academy: Academy,
  { token }: TestUser,
  { id, module_id }: Pick<TaughtCourse, 'id' | 'module_id'>,
  lesson: Body = textLesson(),
): Promise<string> {
  const path = `/courses/${id}/modules/${module_id}/lessons`;
  return idOf(expectOk(await academy.api.post(path, lesson, { token })), 'lesson');
}

/** Repeats a request that a busy machine did not answer in time; only for those that may be made again. */
export async function untilAnswered(request: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  for (;;) {
    const answer = await request();
    if (answer.status !== 503) return answer;
  }
}

export function expectOk(answer: ApiAnswer): ApiAnswer {
  if (answer.status >= 300) throw new Error(`answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

function idOf({ body }: ApiAnswer, name: string): string {
  return (body as { data: Record<string, { _id: string }> }).data[name]!._id;
}
