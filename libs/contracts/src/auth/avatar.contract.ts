import Joi from 'joi';
import { objectId, route } from '@har/routing';
import { STORAGE_DEADLINE_MS } from '../media/storage-deadline';
import { IMAGE_WIDTHS } from '../media/upload-purpose';
import { EXAMPLE_USER, USER, type User } from './user.schema';

const OWN_USER = Joi.object<{ user: User }, true>({ user: USER.required() });
const [WIDTH, ...OTHERS] = IMAGE_WIDTHS.avatar;

export const setAvatar = route({
  name: 'avatar.set',
  service: 'auth',
  method: 'POST',
  path: '/profile/avatar',
  access: 'user',
  deadline_ms: STORAGE_DEADLINE_MS,
  tag: 'Profiles',
  summary: 'Use an uploaded picture as one’s avatar',
  description:
    'The upload has purpose `avatar`. The picture is cut to a square and made anew without what it tells of camera and ' +
    `place. \`avatar_url\` is ${WIDTH} pixels wide; the same address with ${OTHERS.join(', ')} instead of ${WIDTH} is ` +
    'another size. The picture it replaces is removed.',
  body: Joi.object<{ upload_id: string }, true>({ upload_id: objectId().required() }),
  reply: OWN_USER,
  errors: [
    'USER_NOT_FOUND',
    'CONFIGURED_ACCOUNT',
    'CONCURRENT_CHANGE',
    'UPLOAD_NOT_FOUND',
    'UPLOAD_NOT_READY',
    'UPLOAD_REFUSED',
    'UPLOAD_ALREADY_USED',
    'UPLOAD_WRONG_PURPOSE',
  ],
  example: {
    body: { upload_id: '665f1c2ab7e4d91f0a3c6101' },
    reply: {
      user: {
        ...EXAMPLE_USER,
        avatar_url: `https://cdn.example.org/images/2f0c8d1e5b7a4936a1c4e8f20d6b9375/${WIDTH}.webp`,
      },
    },
  },
});

export const removeAvatar = route({
  name: 'avatar.remove',
  service: 'auth',
  method: 'DELETE',
  path: '/profile/avatar',
  access: 'user',
  tag: 'Profiles',
  summary: 'Have no avatar',
  reply: OWN_USER,
  errors: ['USER_NOT_FOUND', 'CONFIGURED_ACCOUNT', 'CONCURRENT_CHANGE'],
  example: { reply: { user: EXAMPLE_USER } },
});
