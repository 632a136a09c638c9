export * from './ai-core/chat.contract';
export * from './ai-core/glossary.contract';
export type { Provider } from './ai-core/provider';
export * from './ai-core/question-statistics.contract';
export * from './ai-core/quiz-draft.contract';
export * from './ai-core/quiz-generation.contract';
export * from './ai-core/recommendation.contract';
export * from './auth/avatar.contract';
export * from './auth/login.contract';
export * from './auth/mail.contract';
export * from './auth/mail-subscription.contract';
export * from './auth/password.contract';
export * from './auth/profile.contract';
export {
  PROFILE_FIELDS,
  type NameDisplay,
  type OwnProfile,
  type ProfileCompleteness,
  type ProfileDetails,
  type ProfileField,
  type ProfileInput,
  type ProfileVisibility,
  type PublicProfile,
} from './auth/profile-details';
export * from './auth/session.contract';
export * from './auth/user-administration.contract';
export * from './auth/user-directory.contract';
export {
  USER_STATUSES,
  VERIFICATION_STATUSES,
  type InstructorInfo,
  type NotificationSettings,
  type PublicUser,
  type User,
  type UserStatus,
  type VerificationStatus,
} from './auth/user.schema';
export * from './community/community-events.contract';
export * from './community/notification.contract';
export * from './community/notification-preference.contract';
export * from './course/catalogue.contract';
export * from './course/comment.contract';
export * from './course/comment-events.contract';
export * from './course/comment-reply';
export * from './course/comment-standing.contract';
export * from './course/course.contract';
export * from './course/course-content.contract';
export { MOST_SLUG_CHARACTERS, type CourseDetails } from './course/course-details';
export * from './course/course-events.contract';
export * from './course/course-media.contract';
export * from './course/course-offer.contract';
export * from './course/course-page.contract';
export * from './course/course-reply';
export * from './course/enrollment.contract';
export * from './course/lesson.contract';
export * from './course/lesson-access.contract';
export * from './course/lesson-body';
export * from './course/lesson-video.contract';
export * from './course/module.contract';
export * from './course/progress.contract';
export * from './course/question-inbox.contract';
export * from './course/quiz';
export * from './course/quiz-attempt.contract';
export {
  createReview,
  deleteReview,
  getOwnReview,
  listReviews,
  updateReview,
  type ReviewInput,
  type ReviewParams,
  type ReviewQuery,
  type ReviewSort,
} from './course/review.contract';
export * from './course/review-events.contract';
export * from './course/review-moderation.contract';
export {
  STARS,
  type ModeratedReview,
  type ModerationDecision,
  type OwnReview,
  type RatingDistribution,
  type RatingSummary,
  type ReportReason,
  type ReviewAnswer,
  type ReviewAuthor,
  type ReviewModeration,
  type ReviewReply,
  type Star,
} from './course/review-reply';
export * from './course/review-response.contract';
export * from './course/readable-comment.contract';
export * from './course/resource.contract';
export * from './media/file.contract';
export * from './media/upload.contract';
export * from './media/upload-purpose';
export * from './payment/checkout.contract';
export * from './payment/coupon.contract';
export { type CouponKind, type CouponReply } from './payment/coupon-reply';
export * from './payment/entitlement.contract';
export * from './payment/entitlement-access.contract';
export * from './payment/entitlement-reply';
export * from './payment/receipt.contract';
export * from './payment/stripe-webhook.contract';
export * from './payment/subscription.contract';
export * from './payment/subscription-change.contract';
export * from './payment/subscription-reply';
export * from './payment/transaction.contract';
export * from './payment/transaction-administration.contract';
export * from './payment/transaction-reply';
