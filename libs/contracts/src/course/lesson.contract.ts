import Joi from 'joi';
import { ID_PARAMS, line, objectId, route, type IdParams } from '@har/routing';
import { EXAMPLE_IDS, EXAMPLE_LESSON } from './course-examples';
import { LESSON_SUMMARY, LESSON_SUMMARY_FIELDS, type LessonSummary } from './course-reply';
import { EDIT_DEADLINE_MS } from './edit-deadline';
import {
  LESSON_BODY,
  LESSON_TYPES,
  SHOWN_BODY,
  type Exercise,
  type LessonType,
  type ShownBody,
  type Video,
} from './lesson-body';
import { MODULE_PARAMS, ORDER, type ModuleParams } from './module.contract';
import type { Quiz } from './quiz';

/** A lesson with its body, as the reader may see it. */
export interface LessonReply extends LessonSummary, ShownBody {}

export const LESSON = Joi.object<LessonReply, true>({ ...LESSON_SUMMARY_FIELDS, ...SHOWN_BODY }).label(
  'Lesson',
);

export interface LessonParams extends ModuleParams {
  lesson_id: string;
}

export const LESSON_PARAMS = Joi.object<LessonParams, true>({
  id: objectId().required(),
  module_id: objectId().required(),
  lesson_id: objectId().required(),
});

export interface NewLesson {
  title: string;
  description: string;
  type: LessonType;
  order?: number;
  is_free_preview: boolean;
  /** The body of the lesson's type; none of the others. */
  video?: string | Video;
  content?: string;
  quiz?: Quiz;
  exercise?: Exercise;
}

const TITLE = line(200);
const DESCRIPTION = Joi.string().trim().allow('').max(2_000);
const TYPE = Joi.string().valid(...LESSON_TYPES);
const LESSON_DATA = Joi.object<{ lesson: LessonReply }, true>({ lesson: LESSON.required() });
const PARAMS = { id: EXAMPLE_IDS.course, module_id: EXAMPLE_IDS.module, lesson_id: EXAMPLE_IDS.lesson };
const FULL_LESSON: LessonReply = { ...EXAMPLE_LESSON, content: '<p>A table has one header row.</p>' };
const purgeCourse = ({ id }: IdParams) => [`course:${id}`, 'catalogue'];

export const listLessons = route({
  name: 'lesson.list',
  service: 'course',
  method: 'GET',
  path: '/courses/:id/lessons',
  access: 'optional',
  tag: 'Courses',
  summary: 'The lessons of a course, or of one of its modules, in order and without their content',
  params: ID_PARAMS,
  query: Joi.object<{ module_id?: string }>({ module_id: objectId() }),
  reply: Joi.object<{ lessons: LessonSummary[] }, true>({
    lessons: Joi.array().items(LESSON_SUMMARY).required(),
  }),
  errors: ['COURSE_NOT_FOUND', 'MODULE_NOT_FOUND'],
  cache: { keys: ({ id }) => [`course:${id}`] },
  example: {
    params: { id: EXAMPLE_IDS.course },
    query: { module_id: EXAMPLE_IDS.module },
    reply: { lessons: [EXAMPLE_LESSON] },
  },
});

export const addLesson = route({
  name: 'lesson.add',
  service: 'course',
  method: 'POST',
  path: '/courses/:id/modules/:module_id/lessons',
  access: 'instructor',
  status: 201,
  idempotent: true,
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Add a lesson to a module, at a place or at the end',
  description:
    'The body is that of the type: `video` (or its https URL alone), `content`, `quiz` or `exercise`. It may follow ' +
    'later while the course is not published. HTML is cleaned: scripts, styles and handlers do not stay.',
  params: MODULE_PARAMS,
  body: Joi.object<NewLesson, true>({
    title: TITLE.required(),
    description: DESCRIPTION.default(''),
    type: TYPE.required(),
    order: ORDER,
    is_free_preview: Joi.boolean().default(false),
    ...LESSON_BODY,
  }),
  reply: LESSON_DATA,
  errors: [
    'COURSE_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'MODULE_NOT_FOUND',
    'COURSE_TOO_LARGE',
    'LESSON_INCOMPLETE',
    'COURSE_EDIT_CONFLICT',
  ],
  purges: purgeCourse,
  example: {
    params: { id: PARAMS.id, module_id: PARAMS.module_id },
    body: {
      title: EXAMPLE_LESSON.title,
      description: EXAMPLE_LESSON.description,
      type: 'text',
      order: 1,
      is_free_preview: true,
      content: '<p>A table has one header row.</p>',
    },
    reply: { lesson: FULL_LESSON },
  },
});

export const updateLesson = route({
  name: 'lesson.update',
  service: 'course',
  method: 'PATCH',
  path: '/courses/:id/modules/:module_id/lessons/:lesson_id',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Change or move a lesson',
  description:
    'A new `type` comes with its body; the old one goes. `quiz` and `exercise` are replaced as a whole.',
  params: LESSON_PARAMS,
  body: Joi.object<Partial<NewLesson>>({
    title: TITLE,
    description: DESCRIPTION,
    type: TYPE,
    order: ORDER,
    is_free_preview: Joi.boolean(),
    ...LESSON_BODY,
  }).min(1),
  reply: LESSON_DATA,
  errors: [
    'COURSE_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'MODULE_NOT_FOUND',
    'LESSON_NOT_FOUND',
    'LESSON_INCOMPLETE',
    'COURSE_EDIT_CONFLICT',
  ],
  purges: purgeCourse,
  example: {
    params: PARAMS,
    body: { content: '<p>A table has one header row.</p>' },
    reply: { lesson: FULL_LESSON },
  },
});

export const deleteLesson = route({
  name: 'lesson.delete',
  service: 'course',
  method: 'DELETE',
  path: '/courses/:id/modules/:module_id/lessons/:lesson_id',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Delete a lesson',
  description: 'A published course keeps at least one lesson.',
  params: LESSON_PARAMS,
  errors: [
    'COURSE_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'MODULE_NOT_FOUND',
    'LESSON_NOT_FOUND',
    'COURSE_KEEPS_LESSON',
    'COURSE_EDIT_CONFLICT',
  ],
  purges: purgeCourse,
  example: { params: PARAMS },
});
