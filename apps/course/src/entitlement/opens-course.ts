import type { Course } from '../course/course.schema';
import type { Entitlement } from './entitlement.schema';

export type Sold = Pick<Course, '_id' | 'price' | 'domain'>;

/** Whether nobody pays for a course. */
export function isFree(course: Pick<Course, 'price'>): boolean {
  return course.price.amount_minor === 0;
}

/**
 * Whether an entitlement opens a course at a moment: one for the course itself, or a plan whose domains have it and
 * that covers it because it is offered by subscription. An end is exclusive.
 */
export function opensCourse(entitlement: Entitlement, course: Sold, now: Date): boolean {
  if (!entitlement.active) return false;
  if (entitlement.expires_at !== null && entitlement.expires_at <= now) return false;
  if (entitlement.course_id !== null) return entitlement.course_id.equals(course._id);
  if (entitlement.plan === null || course.price.pricing_model !== 'subscription') return false;
  return entitlement.domains === null || entitlement.domains.includes(course.domain);
}
