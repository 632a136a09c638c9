import Joi from 'joi';
import { personName, email, EXAMPLE_USER, LANGUAGES, password, USER, type User } from './user.schema';
import { route } from '@har/routing';

/** Hashing is slow on purpose and waits its turn: a burst of sign-ins is served, not refused. Milliseconds. */
export const PASSWORD_DEADLINE_MS = 60_000;

/** What proves a session: an access token (JWT, 24 h) and the refresh token that gets the next one (7 d, once). */
export interface SignedIn {
  user: User;
  token: string;
  refresh_token: string;
}

const SIGNED_IN = Joi.object<SignedIn, true>({
  user: USER.required(),
  token: Joi.string().required(),
  refresh_token: Joi.string().required(),
});

export const EXAMPLE_TOKENS = {
  token: 'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IjEifQ.eyJzdWIiOiI2NjVmIn0.c2lnbmF0dXJl',
  refresh_token:
    '665f1c2ab7e4d91f0a3c5d80.5Yw0Jm8o3kq1n7VQ3m2Qv0XyJ6cK9d1tE4uB7sRzL2A.q0Fh3nUv8Jw2LxT9yB6KdA',
};

export interface Registration {
  email: string;
  password: string;
  first_name: string;
  last_name: string;
  language: 'fr' | 'en';
}

export const register = route({
  name: 'auth.register',
  service: 'auth',
  method: 'POST',
  path: '/auth/register',
  access: 'public',
  status: 201,
  deadline_ms: PASSWORD_DEADLINE_MS,
  tag: 'Accounts',
  summary: 'Register as a learner and sign in',
  description: 'A password has 8 to 128 characters, among them an upper-case letter and a number.',
  body: Joi.object<Registration, true>({
    email: email().required(),
    password: password().required(),
    first_name: personName().required(),
    last_name: personName().required(),
    language: Joi.string()
      .valid(...LANGUAGES)
      .default('fr'),
  }),
  reply: SIGNED_IN,
  errors: ['EMAIL_TAKEN', 'WEAK_PASSWORD'],
  example: {
    body: {
      email: 'ada@example.org',
      password: 'Correct-Horse-9',
      first_name: 'Ada',
      last_name: 'Lefèvre',
      language: 'fr' as const,
    },
    reply: { user: EXAMPLE_USER, ...EXAMPLE_TOKENS },
  },
});

export interface Credentials {
  email: string;
  password: string;
}

export const login = route({
  name: 'auth.login',
  service: 'auth',
  method: 'POST',
  path: '/auth/login',
  access: 'public',
  deadline_ms: PASSWORD_DEADLINE_MS,
  tag: 'Accounts',
  summary: 'Sign in',
  description:
    'Five failures in ten minutes, from one address or for one account, lock further attempts, right ones too, until ' +
    'the oldest failure is ten minutes old; a password reset unlocks the account.',
  body: Joi.object<Credentials, true>({ email: email().required(), password: password().required() }),
  reply: SIGNED_IN,
  errors: ['INVALID_CREDENTIALS', 'ACCOUNT_SUSPENDED', 'TOO_MANY_LOGIN_FAILURES'],
  example: {
    body: { email: 'ada@example.org', password: 'Correct-Horse-9' },
    reply: { user: EXAMPLE_USER, ...EXAMPLE_TOKENS },
  },
});
