import Joi from 'joi';
import { route } from '@har/routing';
import { PASSWORD_DEADLINE_MS } from './login.contract';
import { email, password } from './user.schema';

export const changePassword = route({
  name: 'auth.change-password',
  service: 'auth',
  method: 'POST',
  path: '/auth/change-password',
  access: 'user',
  deadline_ms: PASSWORD_DEADLINE_MS,
  tag: 'Passwords',
  summary: 'Change one’s own password; all other sessions end',
  description: 'A wrong old password counts as a failed sign-in of the account.',
  body: Joi.object<{ old_password: string; new_password: string }, true>({
    old_password: password().required(),
    new_password: password().required(),
  }),
  errors: [
    'WRONG_PASSWORD',
    'WEAK_PASSWORD',
    'TOO_MANY_LOGIN_FAILURES',
    'USER_NOT_FOUND',
    'CONFIGURED_ACCOUNT',
    'CONCURRENT_CHANGE',
  ],
  example: { body: { old_password: 'Correct-Horse-9', new_password: 'Better-Horse-10' } },
});

export const requestPasswordReset = route({
  name: 'auth.request-password-reset',
  service: 'auth',
  method: 'POST',
  path: '/auth/request-password-reset',
  access: 'public',
  tag: 'Passwords',
  summary: 'Ask for a link by e-mail that sets a new password, valid one hour, once',
  description: 'With SECURITY_PROFILE=strict an unknown address is answered like a known one.',
  body: Joi.object<{ email: string }, true>({ email: email().required() }),
  errors: ['EMAIL_NOT_FOUND'],
  example: { body: { email: 'ada@example.org' } },
});

export const resetPassword = route({
  name: 'auth.reset-password',
  service: 'auth',
  method: 'POST',
  path: '/auth/reset-password',
  access: 'public',
  deadline_ms: PASSWORD_DEADLINE_MS,
  tag: 'Passwords',
  summary: 'Set a new password with the token of the link; all sessions end',
  body: Joi.object<{ token: string; new_password: string }, true>({
    token: Joi.string().max(200).required(),
    new_password: password().required(),
  }),
  errors: ['INVALID_RESET_TOKEN', 'WEAK_PASSWORD'],
  example: {
    body: { token: '5Yw0Jm8o3kq1n7VQ3m2Qv0XyJ6cK9d1tE4uB7sRzL2A', new_password: 'Better-Horse-10' },
  },
});
