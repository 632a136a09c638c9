import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { CourseLessonParams, OpenedLesson } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { CourseRepository } from '../course/course.repository';
import { findLessonPlace, lessonIdsOf } from '../course/outline';
import type { Course } from '../course/course.schema';
import type { OutlinedCourse } from '../course/outlined-course';
import { EnrollmentRepository } from '../enrollment/enrollment.repository';
import type { Enrollment } from '../enrollment/enrollment.schema';
import { isEnrolled } from '../enrollment/enrollment-standing';
import { EntitlementService } from '../entitlement/entitlement.service';
import { LessonRepository } from '../lesson/lesson.repository';
import { toPlacedReply, type LessonView } from '../lesson/lesson.reply';
import type { Lesson } from '../lesson/lesson.schema';
import { toLessonProgress } from '../progress/lesson-progress.reply';
import type { StoredProgress } from '../progress/lesson-progress.schema';
import { assertKnown, standingOf, type ReaderFacts } from './access-decision';
import { LessonReaderRepository, type LessonKind, type ReadLesson } from './lesson-reader.repository';
import { LessonVisitService } from './lesson-visit.service';

/** A lesson that its learner may work in. */
export interface LearnerLesson<L extends LessonKind = LessonKind> {
  readonly course: OutlinedCourse;
  readonly lesson: L;
  readonly enrollment: Enrollment;
  readonly progress: StoredProgress | undefined;
}

type Facts<L> = ReaderFacts & { readonly lesson: L | null; readonly progress: StoredProgress | undefined };

/** Who may open which lesson; decided from the service's own data, in one query unless there is no such lesson. */
@Injectable()
export class LessonAccessService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly lessons: LessonRepository,
    private readonly reader: LessonReaderRepository,
    private readonly enrollments: EnrollmentRepository,
    private readonly entitlements: EntitlementService,
    private readonly visits: LessonVisitService,
  ) {}

  /**
   * A lesson with as much of its body as the reader may see.
   *
   * @throws CatalogueError COURSE_NOT_FOUND, LESSON_NOT_FOUND, NOT_ENROLLED, COURSE_ACCESS_ENDED, or UNAUTHORIZED for a
   * caller without a token, of whom only free previews are known
   */
  async open(actor: Actor | undefined, params: CourseLessonParams): Promise<OpenedLesson> {
    const facts = await this.factsOf(actor, params, this.reader.find(params, actor?.user_id));
    const is_completed = facts.progress?.status === 'completed';
    const view = viewOf(facts, params.lesson_id, is_completed);
    const lesson = facts.lesson && facts.course && toPlacedReply(facts.course, facts.lesson, view);
    if (!lesson) throw new CatalogueError('LESSON_NOT_FOUND');
    if (facts.enrollment && isEnrolled(facts.enrollment))
      this.visits.remember(facts.enrollment, params.lesson_id);
    const key = { course_id: params.id, lesson_id: params.lesson_id };
    const progress = actor ? toLessonProgress({ ...key, user_id: actor.user_id }, facts.progress) : null;
    return { lesson, is_completed, progress };
  }

  /**
   * A lesson that the reader may open now, with its body and keys: for the eyes of the service only.
   *
   * @throws CatalogueError as `open` does
   */
  async assertOpen(actor: Actor | undefined, params: CourseLessonParams): Promise<Lesson> {
    const facts = await this.factsOf(actor, params, this.reader.find(params, actor?.user_id));
    viewOf(facts, params.lesson_id, false);
    if (!facts.lesson) throw new CatalogueError('LESSON_NOT_FOUND');
    return facts.lesson;
  }

  /**
   * A course all of which the reader may open now.
   *
   * @throws CatalogueError UNAUTHORIZED, COURSE_NOT_FOUND, NOT_ENROLLED or COURSE_ACCESS_ENDED
   */
  async assertCourseOpen(actor: Actor | undefined, courseId: string): Promise<Course> {
    if (!actor) throw new CatalogueError('UNAUTHORIZED');
    const facts = await this.courseFactsOf(actor, courseId);
    const course = assertKnown(facts);
    const standing = standingOf({ ...facts, course });
    if (standing !== 'author' && standing !== 'learner') throw new CatalogueError(standing);
    return course;
  }

  /**
   * A lesson in which an enrolled learner may record progress.
   *
   * @throws CatalogueError COURSE_NOT_FOUND, LESSON_NOT_FOUND, NOT_ENROLLED or COURSE_ACCESS_ENDED
   */
  async openForLearning(actor: Actor, params: CourseLessonParams): Promise<LearnerLesson> {
    return this.learnerLesson(actor, params, this.reader.findKind(params, actor.user_id));
  }

  /** The same with the lesson's body and its keys, for marking. */
  async openForMarking(actor: Actor, params: CourseLessonParams): Promise<LearnerLesson<Lesson>> {
    return this.learnerLesson(actor, params, this.reader.find(params, actor.user_id));
  }

  /**
   * The lessons that a reader may open now: all, or the free previews.
   *
   * @throws CatalogueError COURSE_NOT_FOUND
   */
  async listOpen(
    actor: Actor | undefined,
    courseId: string,
  ): Promise<{ lesson_ids: string[]; all: boolean }> {
    const facts = await this.courseFactsOf(actor, courseId);
    const known = assertKnown(facts);
    const standing = standingOf({ ...facts, course: known });
    const all = lessonIdsOf(known).map(String);
    if (standing === 'author' || standing === 'learner') return { lesson_ids: all, all: true };
    if (known.status !== 'published') return { lesson_ids: [], all: false };
    const previews = (await this.lessons.listHeads(courseId)).filter((lesson) => lesson.is_free_preview);
    const ids = new Set(previews.map((lesson) => String(lesson._id)));
    return { lesson_ids: all.filter((id) => ids.has(id)), all: false };
  }

  private async learnerLesson<L extends LessonKind>(
    actor: Actor,
    params: CourseLessonParams,
    reading: Promise<ReadLesson<L> | null>,
  ): Promise<LearnerLesson<L>> {
    const facts = await this.factsOf(actor, params, reading);
    const course = assertKnown(facts);
    const { lesson, enrollment, progress } = facts;
    if (!lesson || !findLessonPlace(course.modules, params.lesson_id))
      throw new CatalogueError('LESSON_NOT_FOUND');
    if (!enrollment || !isEnrolled(enrollment)) throw new CatalogueError('NOT_ENROLLED');
    if (standingOf({ ...facts, course }) === 'COURSE_ACCESS_ENDED')
      throw new CatalogueError('COURSE_ACCESS_ENDED');
    return { course, lesson, enrollment, progress };
  }

  private async courseFactsOf(
    actor: Actor | undefined,
    courseId: string,
  ): Promise<ReaderFacts & { readonly course: Course | null }> {
    const [course, enrollment, entitlements] = await Promise.all([
      this.courses.find(courseId),
      actor ? this.enrollments.find(actor.user_id, courseId) : null,
      actor ? this.entitlements.listFor(actor.user_id, courseId) : [],
    ]);
    return { actor, course, enrollment, entitlements, now: new Date() };
  }

  private async factsOf<L extends LessonKind>(
    actor: Actor | undefined,
    params: CourseLessonParams,
    reading: Promise<ReadLesson<L> | null>,
  ): Promise<Facts<L>> {
    const read = await reading;
    if (read) return { ...read, actor, now: new Date() };
    // Why nothing is shown still depends on the course and on who asks.
    const [course, enrollment] = await Promise.all([
      this.courses.find(params.id),
      actor ? this.enrollments.find(actor.user_id, params.id) : null,
    ]);
    const nothing = { lesson: null, progress: undefined, entitlements: [] };
    return { ...nothing, actor, course, enrollment, now: new Date() };
  }
}

/** How much of the lesson the reader sees; throws why they see nothing. */
function viewOf(facts: Facts<Lesson>, lessonId: string, isCompleted: boolean): LessonView {
  const { actor, course, lesson } = facts;
  const placed = course && lesson && findLessonPlace(course.modules, lessonId);
  const preview = Boolean(placed && course.status === 'published' && lesson.is_free_preview);
  if (!actor) {
    if (preview) return 'learner';
    throw new CatalogueError('UNAUTHORIZED');
  }
  const known = assertKnown(facts);
  if (!placed) throw new CatalogueError('LESSON_NOT_FOUND');
  const standing = standingOf({ ...facts, course: known });
  if (standing === 'author') return 'author';
  if (standing === 'learner') return isCompleted ? 'completed' : 'learner';
  if (preview) return 'learner';
  throw new CatalogueError(standing);
}
