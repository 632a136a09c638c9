import Joi from 'joi';
import { ROLES, type Role } from '@har/access';
import { line, objectId } from '@har/routing';

export const USER_STATUSES = ['active', 'suspended', 'deleted'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];
export const VERIFICATION_STATUSES = ['unverified', 'verified', 'rejected'] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];
export const LANGUAGES = ['fr', 'en'] as const;

/** What an instructor shows of themself. `rating` is 0 to 5, 0 while there is no review. */
export interface InstructorInfo {
  bio: string;
  expertise_tags: string[];
  total_courses: number;
  rating: number;
  verification_status: VerificationStatus;
}

export interface NotificationSettings {
  email_notifications: boolean;
  marketing_emails: boolean;
  newsletter: boolean;
}

/** A user as they see themself, and as administrators see them. Times are ISO 8601 in UTC. */
export interface User {
  _id: string;
  email: string;
  first_name: string;
  last_name: string;
  avatar_url: string | null;
  role: Role;
  status: UserStatus;
  language: 'fr' | 'en';
  created_at: string | null;
  updated_at: string | null;
  last_login_at: string | null;
  instructor_info: InstructorInfo | null;
  notification_settings: NotificationSettings;
}

/** A user as everybody may see them (001 §SERVICE 1 B, `GET /auth/users/:id`). */
export type PublicUser = Pick<User, '_id' | 'first_name' | 'last_name' | 'avatar_url' | 'instructor_info'>;

const INSTRUCTOR_INFO = Joi.object<InstructorInfo, true>({
  bio: Joi.string().allow('').required(),
  expertise_tags: Joi.array().items(Joi.string()).required(),
  total_courses: Joi.number().integer().min(0).required(),
  rating: Joi.number().min(0).max(5).required(),
  verification_status: Joi.string()
    .valid(...VERIFICATION_STATUSES)
    .required(),
}).label('InstructorInfo');

const PUBLIC_USER_FIELDS = {
  _id: objectId().required(),
  first_name: Joi.string().allow('').required(),
  last_name: Joi.string().allow('').required(),
  avatar_url: Joi.string().allow(null).required(),
  instructor_info: INSTRUCTOR_INFO.allow(null).required(),
};

export const PUBLIC_USER = Joi.object<PublicUser, true>(PUBLIC_USER_FIELDS).label('PublicUser');

export const USER = Joi.object<User, true>({
  ...PUBLIC_USER_FIELDS,
  email: Joi.string().required(),
  role: Joi.string()
    .valid(...ROLES)
    .required(),
  status: Joi.string()
    .valid(...USER_STATUSES)
    .required(),
  language: Joi.string()
    .valid(...LANGUAGES)
    .required(),
  created_at: Joi.string().isoDate().allow(null).required(),
  updated_at: Joi.string().isoDate().allow(null).required(),
  last_login_at: Joi.string().isoDate().allow(null).required(),
  notification_settings: Joi.object<NotificationSettings, true>({
    email_notifications: Joi.boolean().required(),
    marketing_emails: Joi.boolean().required(),
    newsletter: Joi.boolean().required(),
  }).required(),
}).label('User');

/** An e-mail address in a body: trimmed, in lower case and in Unicode's composed form from here on. */
export const email = () =>
  Joi.string()
    .trim()
    .lowercase()
    .normalize('NFC')
    .max(254)
    .email({ tlds: { allow: false } })
    .example('ada@example.org');

/** The policy on new passwords is the service's (WEAK_PASSWORD says every rule that is broken); this only bounds the bytes. */
export const password = () => Joi.string().min(1).max(512);

export const personName = () => line(100).min(1);

export const AVATAR_URL = Joi.string()
  .uri({ scheme: ['https', 'http'] })
  .max(500)
  .allow(null);

export const BIO = Joi.string().trim().max(2_000);
export const EXPERTISE_TAGS = Joi.array().items(line(40).min(1)).max(20).unique();

export const EXAMPLE_USER: User = {
  _id: '665f1c2ab7e4d91f0a3c5d7e',
  email: 'ada@example.org',
  first_name: 'Ada',
  last_name: 'Lefèvre',
  avatar_url: null,
  role: 'learner',
  status: 'active',
  language: 'fr',
  created_at: '2026-11-21T08:00:00.000Z',
  updated_at: '2026-11-21T08:00:00.000Z',
  last_login_at: '2026-11-21T08:00:00.000Z',
  instructor_info: null,
  notification_settings: { email_notifications: true, marketing_emails: false, newsletter: false },
};

export const EXAMPLE_INSTRUCTOR: User = {
  ...EXAMPLE_USER,
  role: 'instructor',
  instructor_info: {
    bio: 'Dix ans de tableaux croisés, et l’envie de les expliquer.',
    expertise_tags: ['Excel', 'Data'],
    total_courses: 3,
    rating: 4.6,
    verification_status: 'unverified',
  },
};
