import Joi from 'joi';
import { ROLES, type Role } from '@har/access';
import { call, event, objectId } from '@har/routing';
import { NAME_DISPLAYS, type NameDisplay } from './profile-details';

/** What another service may know of a user. */
export interface UserSummary {
  user_id: string;
  first_name: string;
  last_name: string;
  email: string;
  role: Role;
  status: 'active' | 'suspended' | 'deleted';
  language: 'fr' | 'en';
  /** `full` where the user wants reviews to name them in full; absent, they are named as Ada L. */
  name_display?: NameDisplay;
}

const USER_SUMMARY_FIELDS = {
  user_id: Joi.string().required(),
  first_name: Joi.string().allow('').required(),
  last_name: Joi.string().allow('').required(),
  email: Joi.string().required(),
  role: Joi.string()
    .valid(...ROLES)
    .required(),
  status: Joi.string().valid('active', 'suspended', 'deleted').required(),
  language: Joi.string().valid('fr', 'en').required(),
  name_display: Joi.string().valid(...NAME_DISPLAYS),
};

/** The user as the directory knows them; the shadow admin has the id `000000000000000000000000`. */
export const getUserSummary = call({
  name: 'auth.get-user-summary',
  service: 'auth',
  repeatable: true,
  body: Joi.object<{ user_id: string }, true>({ user_id: objectId().required() }),
  reply: Joi.object<UserSummary, true>(USER_SUMMARY_FIELDS),
  errors: ['USER_NOT_FOUND'],
});

/** Told at registration and at every later change of what a summary or the public profile holds. */
export const userChanged = event({
  type: 'user.changed',
  topic: 'auth',
  summary: 'A user was registered, or their name, role, status, language or public profile changed',
  payload: Joi.object<UserSummary & { version: number }, true>({
    ...USER_SUMMARY_FIELDS,
    version: Joi.number().integer().required(),
  }),
  purges: ({ user_id }) => [`user:${user_id}`],
});
