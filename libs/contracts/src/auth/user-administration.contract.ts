import Joi from 'joi';
import { ROLES, type Role } from '@har/access';
import {
  ID_PARAMS,
  line,
  PAGE_QUERY,
  PAGINATION,
  route,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import {
  EXAMPLE_INSTRUCTOR,
  EXAMPLE_USER,
  USER,
  USER_STATUSES,
  VERIFICATION_STATUSES,
  type User,
  type UserStatus,
  type VerificationStatus,
} from './user.schema';

export interface UserFilter extends PageQuery {
  role?: Role;
  status?: UserStatus;
  verification_status?: VerificationStatus;
  search?: string;
}

export const listUsers = route({
  name: 'auth.list-users',
  service: 'auth',
  method: 'GET',
  path: '/admin/users',
  access: 'admin',
  tag: 'Administration',
  summary: 'Users, newest first',
  description:
    '`search` finds beginnings of names and of the e-mail address; case and accents do not matter.',
  query: Joi.object<UserFilter, true>({
    ...PAGE_QUERY,
    role: Joi.string().valid(...ROLES),
    status: Joi.string().valid(...USER_STATUSES),
    verification_status: Joi.string().valid(...VERIFICATION_STATUSES),
    search: line(100).min(1),
  }),
  reply: Joi.object<{ users: User[]; pagination: Pagination }, true>({
    users: Joi.array().items(USER).required(),
    pagination: PAGINATION.required(),
  }),
  example: {
    query: { role: 'learner', search: 'lefe' },
    reply: { users: [EXAMPLE_USER], pagination: { page: 1, limit: 10, total: 1, pages: 1 } },
  },
});

export interface UserAdministration {
  role?: Role;
  status?: UserStatus;
  verification_status?: VerificationStatus;
}

export const administerUser = route({
  name: 'auth.administer-user',
  service: 'auth',
  method: 'PUT',
  path: '/admin/users/:id',
  access: 'admin',
  tag: 'Administration',
  summary: 'Set role, status or verification of a user',
  description:
    'Suspension, deletion and a lesser role end the user’s sessions everywhere. Nobody takes their own role or status ' +
    'away. Who becomes an instructor is unverified until said otherwise.',
  params: ID_PARAMS,
  body: Joi.object<UserAdministration, true>({
    role: Joi.string().valid(...ROLES),
    status: Joi.string().valid(...USER_STATUSES),
    verification_status: Joi.string().valid(...VERIFICATION_STATUSES),
  }).min(1),
  purges: ({ id }) => [`user:${id}`],
  reply: Joi.object<{ user: User }, true>({ user: USER.required() }),
  errors: ['USER_NOT_FOUND', 'OWN_ACCESS_FIXED', 'NOT_AN_INSTRUCTOR', 'CONCURRENT_CHANGE'],
  example: {
    params: { id: EXAMPLE_USER._id },
    body: { verification_status: 'verified' },
    reply: { user: EXAMPLE_INSTRUCTOR },
  },
});
