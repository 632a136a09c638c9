import type { CourseStatus } from '@har/contracts';

export type CourseTransition = 'publish' | 'unpublish' | 'archive';

/**
 * From which status each transition starts, and where it leads. Nothing is ever removed: a deleted course is archived
 * (001 §SERVICE 2 C) and can be published again.
 */
const TRANSITIONS: Record<CourseTransition, { from: readonly CourseStatus[]; to: CourseStatus }> = {
  publish: { from: ['draft', 'archived'], to: 'published' },
  unpublish: { from: ['published', 'archived'], to: 'draft' },
  archive: { from: ['draft', 'published'], to: 'archived' },
};

/** The status after the transition; undefined where the course is there already. */
export function nextStatus(status: CourseStatus, transition: CourseTransition): CourseStatus | undefined {
  const { from, to } = TRANSITIONS[transition];
  return from.includes(status) ? to : undefined;
}
