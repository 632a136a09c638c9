import Joi from 'joi';
import { ID_PARAMS, route } from '@har/routing';
import {
  EXAMPLE_PROFILE,
  OWN_PROFILE,
  PROFILE_INPUT,
  PUBLIC_PROFILE,
  type OwnProfile,
  type PublicProfile,
} from './profile-details';
import {
  AVATAR_URL,
  BIO,
  EXAMPLE_INSTRUCTOR,
  EXAMPLE_USER,
  EXPERTISE_TAGS,
  LANGUAGES,
  personName,
  PUBLIC_USER,
  USER,
  type NotificationSettings,
  type PublicUser,
  type User,
} from './user.schema';

/** A user as they see themself, with their profile. */
export type OwnUser = User & { profile: OwnProfile };

/** A user as everybody sees them, with as much of the profile as is public. */
export type PublicUserProfile = PublicUser & { profile: PublicProfile };

const OWN_USER = Joi.object<{ user: OwnUser }, true>({
  user: USER.append<OwnUser>({ profile: OWN_PROFILE.required() }).label('OwnUser').required(),
});
const EXAMPLE_OWN_USER: OwnUser = { ...EXAMPLE_USER, profile: EXAMPLE_PROFILE };

export const getProfile = route({
  name: 'auth.get-profile',
  service: 'auth',
  method: 'GET',
  path: '/auth/profile',
  access: 'user',
  tag: 'Profiles',
  summary: 'One’s own account',
  reply: OWN_USER,
  errors: ['USER_NOT_FOUND'],
  example: { reply: { user: EXAMPLE_OWN_USER } },
});

export interface ProfileChanges {
  first_name?: string;
  last_name?: string;
  avatar_url?: string | null;
  language?: 'fr' | 'en';
  notification_settings?: Partial<NotificationSettings>;
  instructor_info?: { bio?: string; expertise_tags?: string[] };
}

export const updateProfile = route({
  name: 'auth.update-profile',
  service: 'auth',
  method: 'PATCH',
  path: '/auth/profile',
  access: 'user',
  tag: 'Profiles',
  summary: 'Change one’s own account',
  description: 'Only the fields that are sent change. `instructor_info` is for instructors.',
  body: Joi.object<ProfileChanges, true>({
    first_name: personName(),
    last_name: personName(),
    avatar_url: AVATAR_URL,
    language: Joi.string().valid(...LANGUAGES),
    notification_settings: Joi.object<Partial<NotificationSettings>, true>({
      email_notifications: Joi.boolean(),
      marketing_emails: Joi.boolean(),
      newsletter: Joi.boolean(),
    }).min(1),
    instructor_info: Joi.object<{ bio?: string; expertise_tags?: string[] }, true>({
      bio: BIO.allow(''),
      expertise_tags: EXPERTISE_TAGS,
    }).min(1),
  }).min(1),
  reply: OWN_USER,
  errors: ['USER_NOT_FOUND', 'INSTRUCTOR_REQUIRED', 'CONFIGURED_ACCOUNT', 'CONCURRENT_CHANGE'],
  example: { body: { first_name: 'Ada', language: 'fr' }, reply: { user: EXAMPLE_OWN_USER } },
});

/** 000 §3 B. */
export const replaceProfile = route({
  name: 'auth.replace-profile',
  service: 'auth',
  method: 'PUT',
  path: '/profile',
  access: 'user',
  tag: 'Profiles',
  summary: 'Set one’s profile',
  description:
    'The profile becomes what is sent: a field that is left out, null or empty is not told any more. Only `visibility` ' +
    'and `name_display` stay as they are where they are left out. A phone number without its country code is read ' +
    'as one of `country`. `name_display` says how reviews name their author: Ada L. or Ada Lefèvre.',
  body: PROFILE_INPUT,
  reply: OWN_USER,
  errors: ['USER_NOT_FOUND', 'CONFIGURED_ACCOUNT', 'CONCURRENT_CHANGE'],
  example: {
    body: {
      bio: 'Développeuse WINDEV, curieuse de données.',
      company: 'Atelier Nord',
      job_title: 'Développeuse',
      city: 'Lille',
      country: 'FR',
      linkedin_url: 'https://www.linkedin.com/in/ada-lefevre',
      website_url: 'https://ada.example.org/',
      pcsoft_experience: 'intermediate',
      phone_number: '06 12 34 56 78',
      visibility: { phone_number: 'private' },
    },
    reply: { user: EXAMPLE_OWN_USER },
  },
});

export const getPublicProfile = route({
  name: 'auth.get-public-profile',
  service: 'auth',
  method: 'GET',
  path: '/auth/users/:id',
  access: 'public',
  tag: 'Profiles',
  summary: 'What everybody may see of a user',
  params: ID_PARAMS,
  cache: { keys: ({ id }) => [`user:${id}`] },
  reply: Joi.object<{ user: PublicUserProfile }, true>({
    user: PUBLIC_USER.append<PublicUserProfile>({ profile: PUBLIC_PROFILE.required() })
      .label('PublicUserProfile')
      .required(),
  }),
  errors: ['USER_NOT_FOUND'],
  example: {
    params: { id: EXAMPLE_USER._id },
    reply: {
      user: {
        _id: EXAMPLE_USER._id,
        first_name: 'Ada',
        last_name: 'Lefèvre',
        avatar_url: null,
        instructor_info: EXAMPLE_INSTRUCTOR.instructor_info,
        profile: { city: 'Lille', country: 'FR', job_title: 'Développeuse' },
      },
    },
  },
});

export interface InstructorApplication {
  bio: string;
  expertise_tags: string[];
}

/** 001 has instructors but no way to become one. */
export const becomeInstructor = route({
  name: 'auth.become-instructor',
  service: 'auth',
  method: 'POST',
  path: '/auth/instructor-profile',
  access: 'user',
  status: 201,
  tag: 'Profiles',
  summary: 'Become an instructor, unverified at first',
  description: 'Answers an access token with the new role; the refresh token stays as it is.',
  body: Joi.object<InstructorApplication, true>({
    bio: BIO.required(),
    expertise_tags: EXPERTISE_TAGS.min(1).required(),
  }),
  reply: Joi.object<{ user: User; token: string }, true>({
    user: USER.required(),
    token: Joi.string().required(),
  }),
  errors: ['USER_NOT_FOUND', 'ALREADY_INSTRUCTOR', 'CONFIGURED_ACCOUNT', 'CONCURRENT_CHANGE'],
  example: {
    body: { bio: 'Dix ans de tableaux croisés.', expertise_tags: ['Excel', 'Data'] },
    reply: { user: EXAMPLE_INSTRUCTOR, token: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI2NjVmIn0.c2lnbmF0dXJl' },
  },
});
