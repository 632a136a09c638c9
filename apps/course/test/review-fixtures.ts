import type { Academy, ApiAnswer, TestUser } from '@har/testing';
import { expectOk, type TaughtCourse } from './taught-course';

export const COMMENT = 'Clear from the first page to the last.';

/** Somebody who is in the course and has completed its first lesson. */
export async function learnerIn(
  academy: Academy,
  course: TaughtCourse,
  profile: Record<string, unknown> = {},
): Promise<TestUser> {
  const learner = await academy.newLearner(profile);
  await begin(academy, course, learner);
  return learner;
}

/** Enrols and completes the first lesson. */
export async function begin(academy: Academy, course: TaughtCourse, { token }: TestUser): Promise<void> {
  expectOk(await academy.api.post(`/courses/${course.id}/enroll`, undefined, { token }));
  const path = `/courses/${course.id}/lessons/${course.lesson_ids[0]}/progress`;
  expectOk(await academy.api.patch(path, { status: 'completed' }, { token }));
}

export function review(
  academy: Academy,
  course: TaughtCourse,
  { token }: TestUser,
  body: Record<string, unknown> = {},
): Promise<ApiAnswer> {
  return academy.api.post(
    `/courses/${course.id}/reviews`,
    { rating: 5, comment: COMMENT, ...body },
    { token },
  );
}

/** A learner's review of the course. @returns its id and its author */
export async function reviewed(
  academy: Academy,
  course: TaughtCourse,
  body: Record<string, unknown> = {},
): Promise<{ id: string; author: TestUser }> {
  const author = await learnerIn(academy, course);
  const answer = expectOk(await review(academy, course, author, body));
  return { id: String(answer.body.data.review._id), author };
}
