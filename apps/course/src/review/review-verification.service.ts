import { Injectable } from '@nestjs/common';
import { EnrollmentRepository } from '../enrollment/enrollment.repository';
import { isEnrolled } from '../enrollment/enrollment-standing';
import { EntitlementService } from '../entitlement/entitlement.service';
import { ReviewRepository } from './review.repository';
import type { Review } from './review.schema';

/** Keeps whether a review is by somebody who took the course. */
@Injectable()
export class ReviewVerificationService {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly enrollments: EnrollmentRepository,
    private readonly entitlements: EntitlementService,
  ) {}

  /** Looks again at a user's review of a course, if there is one; in any order, the last look is right. */
  async refresh(userId: string, courseId: string): Promise<void> {
    const review = await this.reviews.findOf(userId, courseId);
    if (review) await this.verify(review);
  }

  /**
   * Verified is whose author is in the course, and did not get their money back: a purchase that was revoked and replaced
   * by no other right to the course. A plan that has run out changes nothing: they took the course while it lasted.
   */
  async verify(review: Review): Promise<Review> {
    const [userId, courseId] = [String(review.user_id), String(review.course_id)];
    const [enrollment, held] = await Promise.all([
      this.enrollments.find(userId, courseId),
      this.entitlements.listFor(userId, courseId),
    ]);
    const own = held.filter(({ course_id }) => course_id !== null);
    const bought = own.some(({ source }) => source === 'purchase');
    const refunded = bought && !own.some(({ active }) => active);
    const verified = isEnrolled(enrollment) && !refunded;
    if (verified !== review.verified) await this.reviews.setVerified(review, verified);
    return { ...review, verified };
  }
}
