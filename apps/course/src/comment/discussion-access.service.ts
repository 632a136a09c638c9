import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { CatalogueError } from '@har/errors';
import { CourseRepository } from '../course/course.repository';
import type { Course } from '../course/course.schema';
import { findLessonPlace } from '../course/outline';
import { EnrollmentRepository } from '../enrollment/enrollment.repository';
import { EntitlementService } from '../entitlement/entitlement.service';
import { isKnown, standingOf, type ReaderFacts, type Standing } from '../lesson-access/access-decision';
import { CommentedLessonRepository, type CommentedLesson } from './commented-lesson.repository';

/** A discussion that its reader may see: `is_staff` says that they are the instructor or an administrator. */
export interface Discussion {
  readonly course: Course;
  readonly lesson: CommentedLesson;
  readonly is_staff: boolean;
}

type Reader = Pick<Actor, 'user_id' | 'role'>;
type Placed = ReaderFacts & { readonly course: Course };

/** What is said to be missing: the lesson that was asked for, or the comment under a lesson that nobody may know of. */
type Missing = 'LESSON_NOT_FOUND' | 'COMMENT_NOT_FOUND';

/** Who may read and write under which lesson: those who may open it, by the same rules. */
@Injectable()
export class DiscussionAccessService {
  constructor(
    private readonly lessons: CommentedLessonRepository,
    private readonly courses: CourseRepository,
    private readonly enrollments: EnrollmentRepository,
    private readonly entitlements: EntitlementService,
  ) {}

  /**
   * For reading: also everybody, where the lesson is a free preview of a published course.
   *
   * @throws CatalogueError `missing`, NOT_ENROLLED or COURSE_ACCESS_ENDED
   */
  async openToRead(
    actor: Reader,
    lessonId: string,
    missing: Missing = 'LESSON_NOT_FOUND',
  ): Promise<Discussion> {
    const { lesson, facts, standing } = await this.standingIn(actor, lessonId, missing);
    if (!isPart(standing) && !isPreview(lesson, facts)) throw new CatalogueError(unseen(standing, missing));
    return { course: facts.course, lesson, is_staff: standing === 'author' };
  }

  /**
   * For writing and voting: those who learn in the course or teach it.
   *
   * @throws CatalogueError `missing`, NOT_ENROLLED or COURSE_ACCESS_ENDED
   */
  async openToWrite(
    actor: Actor,
    lessonId: string,
    missing: Missing = 'LESSON_NOT_FOUND',
  ): Promise<Discussion> {
    const { lesson, facts, standing } = await this.standingIn(actor, lessonId, missing);
    if (!isPart(standing)) {
      throw new CatalogueError(isPreview(lesson, facts) ? standing : unseen(standing, missing));
    }
    return { course: facts.course, lesson, is_staff: standing === 'author' };
  }

  /** For those who manage the course. @throws CatalogueError COMMENT_NOT_FOUND or COURSE_NOT_OWNER */
  async openToManage(actor: Actor, lessonId: string): Promise<Discussion> {
    const { lesson, facts, standing } = await this.standingIn(actor, lessonId, 'COMMENT_NOT_FOUND');
    if (standing !== 'author') throw new CatalogueError('COURSE_NOT_OWNER');
    return { course: facts.course, lesson, is_staff: true };
  }

  /** Whether a user may read under a lesson now; an administrator counts as what they are in the course. */
  async mayRead(userId: string, lessonId: string): Promise<boolean> {
    try {
      await this.openToRead({ user_id: userId, role: 'learner' }, lessonId);
      return true;
    } catch (error) {
      if (error instanceof CatalogueError && error.status < 500) return false;
      throw error;
    }
  }

  private async standingIn(actor: Reader, lessonId: string, missing: Missing) {
    const lesson = await this.lessons.find(lessonId);
    const course = lesson && (await this.courses.find(String(lesson.course_id)));
    if (!lesson || !course || !findLessonPlace(course.modules, lessonId)) {
      throw new CatalogueError(missing);
    }
    const facts = await this.factsOf(actor, course);
    // Nobody learns from a lesson's id that a hidden course exists.
    if (!isKnown(facts)) throw new CatalogueError(missing);
    return { lesson, facts, standing: standingOf(facts) };
  }

  private async factsOf(actor: Reader, course: Course): Promise<Placed> {
    const courseId = String(course._id);
    const [enrollment, entitlements] = await Promise.all([
      this.enrollments.find(actor.user_id, courseId),
      this.entitlements.listFor(actor.user_id, courseId),
    ]);
    return { actor, course, enrollment, entitlements, now: new Date() };
  }
}

/** Whether somebody teaches or learns in the course. */
function isPart(standing: Standing): standing is 'author' | 'learner' {
  return standing === 'author' || standing === 'learner';
}

/** What is said of what one may not read: nobody learns from a comment's id that there is one. */
function unseen(standing: Exclude<Standing, 'author' | 'learner'>, missing: Missing) {
  return standing === 'NOT_ENROLLED' && missing === 'COMMENT_NOT_FOUND' ? missing : standing;
}

function isPreview(lesson: CommentedLesson, { course }: Placed): boolean {
  return course.status === 'published' && lesson.is_free_preview;
}
