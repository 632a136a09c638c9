import Joi from 'joi';
import { objectId, route } from '@har/routing';
import { STORAGE_DEADLINE_MS } from '../media/storage-deadline';
import { IMAGE_WIDTHS, type UploadPurpose } from '../media/upload-purpose';
import { EXAMPLE_COURSE, EXAMPLE_IDS } from './course-examples';
import { COURSE, type CourseReply } from './course-reply';
import { EDIT_DEADLINE_MS } from './edit-deadline';

/** What shows a course before it is bought, and the purpose that its upload has. */
export const COURSE_MEDIA = {
  thumbnail: 'course_thumbnail',
  header: 'course_header',
  'intro-video': 'intro_video',
} as const satisfies Record<string, UploadPurpose>;
export type CourseMediaKind = keyof typeof COURSE_MEDIA;

interface CourseMediaParams {
  id: string;
  kind: CourseMediaKind;
}

const PARAMS = Joi.object<CourseMediaParams, true>({
  id: objectId().required(),
  kind: Joi.string()
    .valid(...Object.keys(COURSE_MEDIA))
    .required(),
});
const COURSE_DATA = Joi.object<{ course: CourseReply }, true>({ course: COURSE.required() });
const EXAMPLE_PARAMS: CourseMediaParams = { id: EXAMPLE_IDS.course, kind: 'thumbnail' };
const purgeCourse = ({ id }: CourseMediaParams) => [`course:${id}`, 'catalogue'];
const widths = (kind: keyof typeof IMAGE_WIDTHS) => IMAGE_WIDTHS[kind].join(', ');

export const setCourseMedia = route({
  name: 'course-media.set',
  service: 'course',
  method: 'PUT',
  path: '/courses/:id/media/:kind',
  access: 'instructor',
  deadline_ms: STORAGE_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Set the square thumbnail, the wide header or the public intro video of a course',
  description:
    'The upload has the purpose `course_thumbnail`, `course_header` or `intro_video`. Pictures are cut to 1:1 and 3:1; ' +
    `they are served ${widths('course_thumbnail')} and ${widths('course_header')} pixels wide: the width in the address ` +
    'is what changes. Everybody may see them, whatever the course costs.',
  params: PARAMS,
  body: Joi.object<{ upload_id: string }, true>({ upload_id: objectId().required() }),
  reply: COURSE_DATA,
  errors: [
    'COURSE_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'COURSE_EDIT_CONFLICT',
    'UPLOAD_NOT_FOUND',
    'UPLOAD_NOT_READY',
    'UPLOAD_REFUSED',
    'UPLOAD_ALREADY_USED',
    'UPLOAD_WRONG_PURPOSE',
  ],
  purges: purgeCourse,
  example: {
    params: EXAMPLE_PARAMS,
    body: { upload_id: '665f1c2ab7e4d91f0a3c6101' },
    reply: { course: EXAMPLE_COURSE },
  },
});

export const removeCourseMedia = route({
  name: 'course-media.remove',
  service: 'course',
  method: 'DELETE',
  path: '/courses/:id/media/:kind',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Remove a picture or the intro video of a course',
  params: PARAMS,
  reply: COURSE_DATA,
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER', 'COURSE_ARCHIVED', 'COURSE_EDIT_CONFLICT'],
  purges: purgeCourse,
  example: { params: EXAMPLE_PARAMS, reply: { course: EXAMPLE_COURSE } },
});
