import type { Types } from 'mongoose';
import type { Course } from '../course/course.schema';
import { lessonIdsOf } from '../course/outline';
import { ENROLLED, type Enrollment } from './enrollment.schema';

type Progress = Pick<Enrollment, 'completed_at' | 'completed_lessons'>;

/** Whether somebody is in the course: has joined and not left it. */
export function isEnrolled(enrollment: Pick<Enrollment, 'status'> | null | undefined): boolean {
  return enrollment !== null && enrollment !== undefined && ENROLLED.includes(enrollment.status);
}

/** The completed lessons that the course still has, in the order of completion. */
export function completedLessonsIn(progress: Progress, course: Pick<Course, 'modules'>): Types.ObjectId[] {
  const existing = new Set(lessonIdsOf(course).map(String));
  return progress.completed_lessons.filter((lesson) => existing.has(String(lesson)));
}

/** Completed / all * 100 over the lessons that exist now (001 §SERVICE 2 C); a course once completed stays at 100. */
export function percentageOf(progress: Progress, course: Pick<Course, 'modules'>): number {
  if (progress.completed_at) return 100;
  return percentage(completedLessonsIn(progress, course).length, lessonIdsOf(course).length);
}

/** @returns 0 to 100, at most two decimals */
export function percentage(done: number, total: number): number {
  return total === 0 ? 0 : Math.floor((done / total) * 10_000 + 0.5) / 100;
}

export function includesId(ids: readonly Types.ObjectId[], id: Types.ObjectId): boolean {
  return ids.some((one) => one.equals(id));
}
