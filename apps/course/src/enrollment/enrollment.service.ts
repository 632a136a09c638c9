import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { EnrollmentQuery, EnrollmentReply, ListedEnrollment } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { paginate, type CallContext, type Pagination } from '@har/routing';
import { managesCourse } from '../course/course-access';
import { CourseRepository } from '../course/course.repository';
import type { OutlinedCourse } from '../course/outlined-course';
import { EntitlementService } from '../entitlement/entitlement.service';
import { isFree } from '../entitlement/opens-course';
import { toEnrollmentReply, toListedEnrollment } from './enrollment.reply';
import { EnrollmentRepository, type Joining } from './enrollment.repository';
import type { Admission, Enrollment } from './enrollment.schema';
import { isEnrolled } from './enrollment-standing';
import { waysToBuy } from './ways-to-buy';

/** Joining and leaving courses. */
@Injectable()
export class EnrollmentService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly enrollments: EnrollmentRepository,
    private readonly entitlements: EntitlementService,
  ) {}

  /**
   * Joins a published course, for the first time or again with the progress of before.
   *
   * @param request names the request; the same again finds what it did before
   * @throws CatalogueError COURSE_NOT_FOUND, ALREADY_ENROLLED, PAYMENT_REQUIRED, SERVICE_UNAVAILABLE (payment is away)
   */
  async enroll(
    actor: Actor,
    courseId: string,
    request: string,
    context: CallContext,
  ): Promise<EnrollmentReply> {
    const course = await this.courses.findOutline(courseId);
    if (!course) throw new CatalogueError('COURSE_NOT_FOUND');
    const first = await this.joinOpenCourse(actor, course, request);
    if (first) return toEnrollmentReply(first, course);
    const known = await this.enrollments.find(actor.user_id, courseId);
    if (known && isEnrolled(known)) return toEnrollmentReply(ownWork(known, request), course);
    if (course.status !== 'published') throw new CatalogueError('COURSE_NOT_FOUND');
    const admission = await this.admissionOf(actor, course, context);
    const enrollment = await this.join(course, { user_id: actor.user_id, admission, request }, known);
    return toEnrollmentReply(enrollment, course);
  }

  /** Leaves a course; its progress is kept. @throws CatalogueError COURSE_NOT_FOUND or NOT_ENROLLED */
  async drop(actor: Actor, courseId: string): Promise<EnrollmentReply> {
    const [course, known] = await Promise.all([
      this.courses.find(courseId),
      this.enrollments.find(actor.user_id, courseId),
    ]);
    if (!course || (!known && course.status !== 'published' && !managesCourse(actor, course))) {
      throw new CatalogueError('COURSE_NOT_FOUND');
    }
    const dropped = known && (await this.enrollments.drop(known, course));
    if (!dropped) throw new CatalogueError('NOT_ENROLLED');
    return toEnrollmentReply(dropped, course);
  }

  async list(
    actor: Actor,
    query: EnrollmentQuery,
  ): Promise<{ enrollments: ListedEnrollment[]; pagination: Pagination }> {
    const { enrollments, total } = await this.enrollments.listOf(actor.user_id, query);
    const courses = await this.courses.findMany(enrollments.map(({ course_id }) => String(course_id)));
    const byId = new Map(courses.map((course) => [String(course._id), course]));
    return {
      enrollments: enrollments.map((one) => toListedEnrollment(one, byId.get(String(one.course_id)))),
      pagination: paginate(query, total),
    };
  }

  /** A course that everybody may join is joined without asking first. @returns null when that is not all there is to it */
  private async joinOpenCourse(
    actor: Actor,
    course: OutlinedCourse,
    request: string,
  ): Promise<Enrollment | null> {
    if (course.status !== 'published' || !isFree(course) || managesCourse(actor, course)) return null;
    return this.enrollments.create(course, { user_id: actor.user_id, admission: 'free', request });
  }

  private async admissionOf(actor: Actor, course: OutlinedCourse, context: CallContext): Promise<Admission> {
    if (managesCourse(actor, course)) return 'staff';
    if (isFree(course)) return 'free';
    if (await this.entitlements.isEntitled(actor.user_id, course, context)) return 'entitlement';
    throw new CatalogueError('PAYMENT_REQUIRED', {}, waysToBuy(course));
  }

  private async join(
    course: OutlinedCourse,
    joining: Joining,
    known: Enrollment | null,
  ): Promise<Enrollment> {
    const joined = known
      ? await this.enrollments.rejoin(known, course, joining)
      : await this.enrollments.create(course, joining);
    if (joined) return joined;
    // Somebody with the same name was faster: this request itself before a crash, or another one.
    const now = await this.enrollments.find(joining.user_id, String(course._id));
    if (!now) throw new CatalogueError('ALREADY_ENROLLED');
    return ownWork(now, joining.request);
  }
}

/** @throws CatalogueError ALREADY_ENROLLED unless the enrolment is what this very request did before */
function ownWork(enrollment: Enrollment, request: string): Enrollment {
  if (enrollment.joined_by !== request) throw new CatalogueError('ALREADY_ENROLLED');
  return enrollment;
}
