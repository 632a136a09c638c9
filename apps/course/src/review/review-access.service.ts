import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { ReviewParams } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { CourseRepository } from '../course/course.repository';
import { managesCourse } from '../course/course-access';
import type { Course } from '../course/course.schema';
import { EnrollmentRepository } from '../enrollment/enrollment.repository';
import { EntitlementService } from '../entitlement/entitlement.service';
import { assertKnown, standingOf } from '../lesson-access/access-decision';
import type { Review } from './review.schema';

/** Who may do what with reviews. */
@Injectable()
export class ReviewAccessService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly enrollments: EnrollmentRepository,
    private readonly entitlements: EntitlementService,
  ) {}

  /**
   * Those who are enrolled, may open the lessons and have completed at least one of them.
   *
   * @throws CatalogueError COURSE_NOT_FOUND, REVIEW_OF_OWN_COURSE, NOT_ENROLLED, COURSE_ACCESS_ENDED, REVIEW_NEEDS_LESSON
   */
  async assertMayReview(actor: Actor, courseId: string): Promise<Course> {
    const [course, enrollment, entitlements] = await Promise.all([
      this.courses.find(courseId),
      this.enrollments.find(actor.user_id, courseId),
      this.entitlements.listFor(actor.user_id, courseId),
    ]);
    const facts = { actor, course, enrollment, entitlements, now: new Date() };
    const known = assertKnown(facts);
    if (known.instructor_id.equals(actor.user_id)) throw new CatalogueError('REVIEW_OF_OWN_COURSE');
    // An administrator sees every course; a review is a learner's.
    const standing = standingOf({ ...facts, actor: { ...actor, role: 'learner' }, course: known });
    if (standing === 'NOT_ENROLLED' || standing === 'COURSE_ACCESS_ENDED') throw new CatalogueError(standing);
    if (!enrollment || enrollment.completed_lessons.length === 0)
      throw new CatalogueError('REVIEW_NEEDS_LESSON');
    return known;
  }

  /** @throws CatalogueError REVIEW_NOT_FOUND or REVIEW_NOT_OWN */
  assertOwn(actor: Actor, { id }: ReviewParams, review: Review): void {
    const own = review.user_id.equals(actor.user_id);
    if (!review.course_id.equals(id) || (!own && review.status !== 'visible')) {
      throw new CatalogueError('REVIEW_NOT_FOUND');
    }
    if (!own) throw new CatalogueError('REVIEW_NOT_OWN');
  }

  /** Whether a reader sees the review: it is of that course and not hidden. @throws CatalogueError REVIEW_NOT_FOUND */
  assertShown({ id }: ReviewParams, review: Review): void {
    if (!review.course_id.equals(id) || review.status !== 'visible')
      throw new CatalogueError('REVIEW_NOT_FOUND');
  }

  /** @throws CatalogueError REVIEW_NOT_FOUND when the course is no more, or COURSE_NOT_OWNER */
  async assertMayAnswer(actor: Actor, { id }: ReviewParams): Promise<void> {
    const course = await this.courses.find(id);
    if (!course) throw new CatalogueError('REVIEW_NOT_FOUND');
    if (!managesCourse(actor, course)) throw new CatalogueError('COURSE_NOT_OWNER');
  }
}
