import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type {
  CourseLessonParams,
  EnrollmentReply,
  LessonProgress,
  LessonStanding,
  ProgressInput,
} from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { managesCourse } from '../course/course-access';
import { CourseRepository } from '../course/course.repository';
import { toEnrollmentReply } from '../enrollment/enrollment.reply';
import { EnrollmentRepository } from '../enrollment/enrollment.repository';
import { includesId, isEnrolled, percentageOf } from '../enrollment/enrollment-standing';
import { LessonAccessService, type LearnerLesson } from '../lesson-access/lesson-access.service';
import { LessonRepository } from '../lesson/lesson.repository';
import { toLessonSummaries } from '../lesson/lesson.reply';
import { toLessonProgress, toLessonStanding } from './lesson-progress.reply';
import { LessonProgressRepository, type ProgressStep } from './lesson-progress.repository';
import { SettlementService } from './settlement.service';

export interface RecordedProgress {
  progress: LessonProgress;
  course_progress: number;
}

/**
 * Progress in lessons and courses. A lesson's progress is written first and the enrolment second; when a crash comes
 * between, the next PATCH of the lesson or GET of the progress finds the lesson completed and settles the enrolment.
 */
@Injectable()
export class ProgressService {
  constructor(
    private readonly access: LessonAccessService,
    private readonly courses: CourseRepository,
    private readonly lessons: LessonRepository,
    private readonly enrollments: EnrollmentRepository,
    private readonly progress: LessonProgressRepository,
    private readonly settlement: SettlementService,
  ) {}

  /**
   * Records a learner's own progress in a lesson.
   *
   * @throws CatalogueError COURSE_NOT_FOUND, LESSON_NOT_FOUND, NOT_ENROLLED, COURSE_ACCESS_ENDED, QUIZ_SCORE_REFUSED,
   * QUIZ_NOT_PASSED
   */
  async record(actor: Actor, params: CourseLessonParams, input: ProgressInput): Promise<RecordedProgress> {
    const opened = await this.access.openForLearning(actor, params);
    const { status, time_spent_seconds, quiz_score } = input;
    if (opened.lesson.type === 'quiz') {
      if (quiz_score !== undefined) throw new CatalogueError('QUIZ_SCORE_REFUSED');
      const passed = opened.progress?.status === 'completed';
      if (status === 'completed' && !passed) throw new CatalogueError('QUIZ_NOT_PASSED');
    }
    return this.advance(actor.user_id, opened, { status, time_spent_seconds });
  }

  /** Moves an opened lesson's progress forward, and with it the course's. */
  async advance(userId: string, opened: LearnerLesson, step: ProgressStep): Promise<RecordedProgress> {
    const { course, enrollment, lesson } = opened;
    const key = { user_id: userId, course_id: String(course._id), lesson_id: String(lesson._id) };
    const stored = await this.progress.advance(key, step, opened.progress);
    const settled =
      stored.status === 'completed' && !includesId(enrollment.completed_lessons, lesson._id)
        ? await this.settlement.settle(userId, course, [lesson._id])
        : { enrollment, course };
    return {
      progress: toLessonProgress(key, stored),
      course_progress: percentageOf(settled.enrollment, settled.course),
    };
  }

  /**
   * A learner's standing in a course, lesson by lesson in the order of the outline.
   *
   * @throws CatalogueError COURSE_NOT_FOUND or NOT_ENROLLED
   */
  async get(
    actor: Actor,
    courseId: string,
  ): Promise<{ enrollment: EnrollmentReply; lessons_progress: LessonStanding[] }> {
    const [course, enrollment, heads, recorded] = await Promise.all([
      this.courses.find(courseId),
      this.enrollments.find(actor.user_id, courseId),
      this.lessons.listHeads(courseId),
      this.progress.listOf(actor.user_id, courseId),
    ]);
    if (!course) throw new CatalogueError('COURSE_NOT_FOUND');
    if (!enrollment || !isEnrolled(enrollment)) {
      const seen = enrollment !== null || course.status === 'published' || managesCourse(actor, course);
      throw new CatalogueError(seen ? 'NOT_ENROLLED' : 'COURSE_NOT_FOUND');
    }
    const settled = await this.settlement.heal(course, enrollment, recorded);
    const byLesson = new Map(recorded.map((one) => [String(one.lesson_id), one]));
    const summaries = toLessonSummaries(settled.course, heads);
    return {
      enrollment: toEnrollmentReply(settled.enrollment, settled.course),
      lessons_progress: summaries.map((lesson) =>
        toLessonStanding(actor.user_id, lesson, byLesson.get(lesson._id)),
      ),
    };
  }

  /** How far somebody is, for other services; who left a course is as far as they were. */
  async getOf(userId: string, courseId: string): Promise<{ enrolled: boolean; progress_percentage: number }> {
    const [course, enrollment] = await Promise.all([
      this.courses.find(courseId),
      this.enrollments.find(userId, courseId),
    ]);
    if (!course || !enrollment) return { enrolled: false, progress_percentage: 0 };
    return { enrolled: isEnrolled(enrollment), progress_percentage: percentageOf(enrollment, course) };
  }
}
