import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseModule } from '../course/course.module';
import { COURSES, courseSchema } from '../course/course.schema';
import { EnrollmentModule } from '../enrollment/enrollment.module';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { CourseRatingListener } from './course-rating.listener';
import { CourseRatingRepository } from './course-rating.repository';
import { CourseRatingService } from './course-rating.service';
import { ReviewAccessService } from './review-access.service';
import { ReviewAuthorService } from './review-author.service';
import { ReviewFeedbackRepository } from './review-feedback.repository';
import { ReviewListRepository } from './review-list.repository';
import { ReviewListService } from './review-list.service';
import { ReviewModerationService } from './review-moderation.service';
import { ReviewResponseHandler } from './review-response.handler';
import { ReviewResponseService } from './review-response.service';
import { ReviewVerificationListener } from './review-verification.listener';
import { ReviewVerificationService } from './review-verification.service';
import { ReviewHandler } from './review.handler';
import { ReviewRepository } from './review.repository';
import { REVIEWS, reviewSchema } from './review.schema';
import { ReviewService } from './review.service';

/** What learners think of courses, and what that makes of a course's rating. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: REVIEWS, schema: reviewSchema },
      { name: COURSES, schema: courseSchema },
    ]),
    CourseModule,
    EnrollmentModule,
    EntitlementModule,
  ],
  controllers: [ReviewHandler, ReviewResponseHandler],
  providers: [
    ReviewService,
    ReviewRepository,
    ReviewAccessService,
    ReviewAuthorService,
    ReviewListService,
    ReviewListRepository,
    ReviewResponseService,
    ReviewFeedbackRepository,
    ReviewModerationService,
    ReviewVerificationService,
    ReviewVerificationListener,
    CourseRatingListener,
    CourseRatingRepository,
    CourseRatingService,
  ],
  exports: [ReviewListService],
})
export class ReviewModule {}
