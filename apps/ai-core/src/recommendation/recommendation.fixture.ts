import type { CatalogueCourse } from './interaction';
import type { HistoryEntry } from './learner-history';

/** A published French course on Excel, changed as a spec needs. */
export function course(course_id: string, change: Partial<CatalogueCourse> = {}): CatalogueCourse {
  return {
    course_id,
    title: `Cours ${course_id}`,
    keywords: [],
    domain: 'Excel',
    language: 'fr',
    instructor_id: 'teacher',
    published: true,
    published_at: 0,
    ...change,
  };
}

/** A history of plain enrolments, one a millisecond. */
export function taken(...courseIds: string[]): HistoryEntry[] {
  return courseIds.map((course_id, at) => ({ course_id, at, weight: 1 }));
}
