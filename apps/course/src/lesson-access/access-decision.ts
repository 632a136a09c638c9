import type { Actor } from '@har/access';
import { CatalogueError } from '@har/errors';
import { managesCourse } from '../course/course-access';
import type { OutlinedCourse } from '../course/outlined-course';
import type { Enrollment } from '../enrollment/enrollment.schema';
import { isEnrolled } from '../enrollment/enrollment-standing';
import type { Entitlement } from '../entitlement/entitlement.schema';
import { isFree, opensCourse } from '../entitlement/opens-course';

/** What is known of a reader and a course at one moment. */
export interface ReaderFacts {
  readonly actor: Pick<Actor, 'user_id' | 'role'> | undefined;
  readonly course: OutlinedCourse | null;
  readonly enrollment: Enrollment | null;
  /** What the reader holds that may open the course. */
  readonly entitlements: readonly Entitlement[];
  readonly now: Date;
}

/** `author`: owner or administrator; `learner`: enrolled and entitled now; a code says why neither. */
export type Standing = 'author' | 'learner' | 'NOT_ENROLLED' | 'COURSE_ACCESS_ENDED';

/** Whether the reader may know of the course: a published one, one that they manage, or one that they are enrolled in. */
export function isKnown<F extends ReaderFacts>(
  facts: F,
): facts is F & { readonly course: NonNullable<F['course']> } {
  const { actor, course, enrollment } = facts;
  if (!course) return false;
  return course.status === 'published' || managesCourse(actor, course) || isEnrolled(enrollment);
}

/** The course if the reader may know of it. @throws CatalogueError COURSE_NOT_FOUND */
export function assertKnown<F extends ReaderFacts>(facts: F): NonNullable<F['course']> {
  if (!isKnown(facts)) throw new CatalogueError('COURSE_NOT_FOUND');
  return facts.course;
}

/** How a reader stands to the lessons of a course that are no free previews. */
export function standingOf(facts: ReaderFacts & { readonly course: OutlinedCourse }): Standing {
  if (managesCourse(facts.actor, facts.course)) return 'author';
  if (!isEnrolled(facts.enrollment)) return 'NOT_ENROLLED';
  return isEntitled(facts) ? 'learner' : 'COURSE_ACCESS_ENDED';
}

/** 001 §SERVICE 2 C: enrolled and paid for. A course that was joined free stays open when it gets a price. */
function isEntitled({
  course,
  enrollment,
  entitlements,
  now,
}: ReaderFacts & { readonly course: OutlinedCourse }): boolean {
  if (isFree(course) || enrollment?.admission === 'free') return true;
  return entitlements.some((entitlement) => opensCourse(entitlement, course, now));
}
