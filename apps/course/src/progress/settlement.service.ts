import { Injectable } from '@nestjs/common';
import type { Types } from 'mongoose';
import { CatalogueError } from '@har/errors';
import { CourseRepository } from '../course/course.repository';
import { lessonIdsOf } from '../course/outline';
import type { OutlinedCourse } from '../course/outlined-course';
import { EnrollmentRepository } from '../enrollment/enrollment.repository';
import type { Enrollment } from '../enrollment/enrollment.schema';
import { completedLessonsIn, includesId, isEnrolled } from '../enrollment/enrollment-standing';
import type { StoredProgress } from './lesson-progress.schema';

export interface Settled {
  readonly enrollment: Enrollment;
  /** The course whose lessons were counted. */
  readonly course: OutlinedCourse;
}

/** An author would have to change the outline this often during one request. */
const MOST_ROUNDS = 20;

/** Brings completed lessons into an enrolment, and decides there whether the course is complete. */
@Injectable()
export class SettlementService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly enrollments: EnrollmentRepository,
  ) {}

  /**
   * Adds completed lessons to an enrolment. When the outline moved meanwhile, it is counted again over the new one, so
   * that whoever completes the last lesson while another is deleted completes the course.
   *
   * @param course as the caller read it
   * @throws CatalogueError NOT_ENROLLED
   */
  async settle(userId: string, course: OutlinedCourse, lessons: readonly Types.ObjectId[]): Promise<Settled> {
    const courseId = String(course._id);
    for (let round = 1; ; round++) {
      const enrollment = await this.enrollments.settle(userId, course, lessons);
      if (!enrollment && !isEnrolled(await this.enrollments.find(userId, courseId))) {
        throw new CatalogueError('NOT_ENROLLED');
      }
      if (enrollment && (enrollment.status === 'completed' || round === MOST_ROUNDS))
        return { enrollment, course };
      const current = await this.courses.getOutline(courseId);
      if (enrollment && current.version === course.version) return { enrollment, course };
      course = current;
    }
  }

  /**
   * Settles an enrolment that is behind what was recorded, or complete without saying so.
   *
   * @param recorded all progress of the user in the course
   * @throws CatalogueError NOT_ENROLLED
   */
  async heal(course: OutlinedCourse, enrollment: Enrollment, recorded: StoredProgress[]): Promise<Settled> {
    const existing = lessonIdsOf(course);
    const missed = recorded
      .filter(({ status, lesson_id }) => status === 'completed' && includesId(existing, lesson_id))
      .map(({ lesson_id }) => lesson_id)
      .filter((lesson) => !includesId(enrollment.completed_lessons, lesson));
    const done = completedLessonsIn(enrollment, course).length;
    const overdue = enrollment.status === 'active' && existing.length > 0 && done === existing.length;
    if (missed.length === 0 && !overdue) return { course, enrollment };
    return this.settle(String(enrollment.user_id), course, missed);
  }
}

/** For those who settle others: who left the course meanwhile is settled when they come back. */
export function ignoreLeft(error: unknown): undefined {
  if (error instanceof CatalogueError && error.code === 'NOT_ENROLLED') return undefined;
  throw error;
}
