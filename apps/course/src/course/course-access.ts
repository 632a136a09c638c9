import type { Actor } from '@har/access';
import { CatalogueError } from '@har/errors';
import type { Course } from './course.schema';

type Owned = Pick<Course, 'instructor_id' | 'status'>;

/** Whether the caller may change a course and see all of it: its owner and admins. */
export function managesCourse(
  actor: Pick<Actor, 'user_id' | 'role'> | undefined,
  course: Pick<Course, 'instructor_id'>,
): boolean {
  return actor !== undefined && (actor.role === 'admin' || course.instructor_id.equals(actor.user_id));
}

/**
 * The course if the caller may see it: published ones are everybody's, the others their owner's and admins'.
 *
 * @throws CatalogueError COURSE_NOT_FOUND
 */
export function assertVisible<C extends Owned>(actor: Actor | undefined, course: C | null): C {
  if (!course || (course.status !== 'published' && !managesCourse(actor, course))) {
    throw new CatalogueError('COURSE_NOT_FOUND');
  }
  return course;
}

/**
 * The course if the caller manages it, whatever its status (001 §SERVICE 2 B answers 403 to those who do not).
 *
 * @throws CatalogueError COURSE_NOT_FOUND or COURSE_NOT_OWNER
 */
export function assertManaged<C extends Owned>(actor: Actor, course: C | null): C {
  if (!course) throw new CatalogueError('COURSE_NOT_FOUND');
  if (!managesCourse(actor, course)) throw new CatalogueError('COURSE_NOT_OWNER');
  return course;
}

/** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER or COURSE_ARCHIVED */
export function assertEditable<C extends Owned>(actor: Actor, course: C | null): C {
  const managed = assertManaged(actor, course);
  if (managed.status === 'archived') throw new CatalogueError('COURSE_ARCHIVED');
  return managed;
}
