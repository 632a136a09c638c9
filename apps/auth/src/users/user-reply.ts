import type { PublicUser, User, UserSummary } from '@har/contracts';
import type { UserRecord } from './user.schema';

/** The user as they see themself and administrators see them; what is not named here never leaves. */
export function toUserReply(user: UserRecord): User {
  const { email_notifications, marketing_emails, newsletter } = user.notification_settings;
  return {
    ...toPublicUserReply(user),
    email: user.email,
    role: user.role,
    status: user.status,
    language: user.language,
    created_at: user.created_at?.toISOString() ?? null,
    updated_at: user.updated_at?.toISOString() ?? null,
    last_login_at: user.last_login_at?.toISOString() ?? null,
    notification_settings: { email_notifications, marketing_emails, newsletter },
  };
}

/** The user as everybody may see them. */
export function toPublicUserReply(user: UserRecord): PublicUser {
  const info = user.role === 'learner' ? undefined : user.instructor_info;
  return {
    _id: user._id.toHexString(),
    first_name: user.first_name,
    last_name: user.last_name,
    avatar_url: user.avatar_url ?? null,
    instructor_info: info
      ? {
          bio: info.bio,
          expertise_tags: [...info.expertise_tags],
          total_courses: info.total_courses,
          rating: info.rating,
          verification_status: info.verification_status,
        }
      : null,
  };
}

/** The user as other services know them. */
export function toUserSummary(user: UserRecord): UserSummary {
  return {
    user_id: user._id.toHexString(),
    first_name: user.first_name,
    last_name: user.last_name,
    email: user.email,
    role: user.role,
    status: user.status,
    language: user.language,
    ...(user.profile?.name_display === 'full' && { name_display: 'full' as const }),
  };
}
