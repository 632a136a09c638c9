import Joi from 'joi';
import { objectId, route } from '@har/routing';
import { STORAGE_DEADLINE_MS } from '../media/storage-deadline';
import { EXAMPLE_IDS, EXAMPLE_LESSON } from './course-examples';
import { LESSON, type LessonReply } from './lesson.contract';

interface LessonIdParams {
  lesson_id: string;
}

export const LESSON_ID_PARAMS = Joi.object<LessonIdParams, true>({ lesson_id: objectId().required() });
const LESSON_DATA = Joi.object<{ lesson: LessonReply }, true>({ lesson: LESSON.required() });
const EXAMPLE_PARAMS = { lesson_id: EXAMPLE_IDS.lesson };
const EXAMPLE_VIDEO: LessonReply = {
  ...EXAMPLE_LESSON,
  type: 'video',
  video: { url: null, hosted: true, duration_seconds: 412, transcript: '', thumbnail_url: null },
};

export interface LessonVideoChanges {
  upload_id?: string;
  duration_seconds?: number;
  transcript?: string;
}

export const setLessonVideo = route({
  name: 'lesson-video.set',
  service: 'course',
  method: 'PUT',
  path: '/lessons/:lesson_id/video',
  access: 'instructor',
  deadline_ms: STORAGE_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Set or replace the uploaded video of a lesson',
  description:
    'The upload has purpose `lesson_video`. `duration_seconds` is read from the video where the platform can; what the ' +
    'author says counts otherwise. Without `upload_id` only what is said of the video changes.',
  params: LESSON_ID_PARAMS,
  body: Joi.object<LessonVideoChanges, true>({
    upload_id: objectId(),
    duration_seconds: Joi.number().min(0).max(86_400),
    transcript: Joi.string().allow('').max(200_000),
  }).min(1),
  reply: LESSON_DATA,
  errors: [
    'LESSON_NOT_FOUND',
    'LESSON_NOT_VIDEO',
    'VIDEO_NOT_HOSTED',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'COURSE_EDIT_CONFLICT',
    'UPLOAD_NOT_FOUND',
    'UPLOAD_NOT_READY',
    'UPLOAD_REFUSED',
    'UPLOAD_ALREADY_USED',
    'UPLOAD_WRONG_PURPOSE',
  ],
  example: {
    params: EXAMPLE_PARAMS,
    body: { upload_id: '665f1c2ab7e4d91f0a3c6101' },
    reply: { lesson: EXAMPLE_VIDEO },
  },
});

export interface SecureVideo {
  url: string;
  expires_at: string;
  content_type: string;
  duration_seconds: number;
  thumbnail_url: string | null;
}

export const getSecureVideoUrl = route({
  name: 'lesson-video.secure-url',
  service: 'course',
  method: 'GET',
  path: '/videos/:lesson_id/secure-url',
  access: 'optional',
  tag: 'Learning',
  summary: 'An address of a lesson’s video that lives five minutes',
  description:
    'The right to the lesson is checked on every call: after a refund or the end of a plan there is no other address. ' +
    'The address answers ranges; a player asks for a new one when it has expired.',
  params: LESSON_ID_PARAMS,
  reply: Joi.object<SecureVideo, true>({
    url: Joi.string().required(),
    expires_at: Joi.string().required(),
    content_type: Joi.string().required(),
    duration_seconds: Joi.number().min(0).required(),
    thumbnail_url: Joi.string().allow(null).required(),
  }),
  errors: [
    'UNAUTHORIZED',
    'COURSE_NOT_FOUND',
    'LESSON_NOT_FOUND',
    'NOT_ENROLLED',
    'COURSE_ACCESS_ENDED',
    'LESSON_NOT_VIDEO',
    'VIDEO_NOT_HOSTED',
    'FILE_NOT_FOUND',
  ],
  example: {
    params: EXAMPLE_PARAMS,
    reply: {
      url: 'https://storage.example.org/har-private/…?X-Amz-Expires=300&X-Amz-Signature=…',
      expires_at: '2026-11-21T08:05:00.000Z',
      content_type: 'video/mp4',
      duration_seconds: 412,
      thumbnail_url: null,
    },
  },
});
