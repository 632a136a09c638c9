import Joi from 'joi';
import { ID_PARAMS, line, objectId, route, type IdParams } from '@har/routing';
import { EXAMPLE_IDS, EXAMPLE_MODULE } from './course-examples';
import { MODULE, type ModuleReply } from './course-reply';
import { EDIT_DEADLINE_MS } from './edit-deadline';

export interface ModuleParams extends IdParams {
  module_id: string;
}

export const MODULE_PARAMS = Joi.object<ModuleParams, true>({
  id: objectId().required(),
  module_id: objectId().required(),
});

/** A place among its siblings, from 1; beyond the end is the end. */
export const ORDER = Joi.number().integer().min(1).max(1_000);

export interface NewModule {
  title: string;
  description: string;
  order?: number;
}

const MODULE_TITLE = line(200);
const MODULE_DESCRIPTION = Joi.string().trim().allow('').max(2_000);
const MODULE_DATA = Joi.object<{ module: ModuleReply }, true>({ module: MODULE.required() });
const PARAMS = { id: EXAMPLE_IDS.course, module_id: EXAMPLE_IDS.module };
const purgeCourse = ({ id }: IdParams) => [`course:${id}`, 'catalogue'];

export const addModule = route({
  name: 'module.add',
  service: 'course',
  method: 'POST',
  path: '/courses/:id/modules',
  access: 'instructor',
  status: 201,
  idempotent: true,
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Add a module to a course, at a place or at the end',
  params: ID_PARAMS,
  body: Joi.object<NewModule, true>({
    title: MODULE_TITLE.required(),
    description: MODULE_DESCRIPTION.default(''),
    order: ORDER,
  }),
  reply: MODULE_DATA,
  errors: [
    'COURSE_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'COURSE_TOO_LARGE',
    'COURSE_EDIT_CONFLICT',
  ],
  purges: purgeCourse,
  example: {
    params: { id: EXAMPLE_IDS.course },
    body: {
      title: 'Clean data',
      description: 'From a messy sheet to a table that can be trusted.',
      order: 1,
    },
    reply: { module: { ...EXAMPLE_MODULE, lessons: [] } },
  },
});

export const updateModule = route({
  name: 'module.update',
  service: 'course',
  method: 'PATCH',
  path: '/courses/:id/modules/:module_id',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Change or move a module',
  params: MODULE_PARAMS,
  body: Joi.object<Partial<NewModule>>({
    title: MODULE_TITLE,
    description: MODULE_DESCRIPTION,
    order: ORDER,
  }).min(1),
  reply: MODULE_DATA,
  errors: [
    'COURSE_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'MODULE_NOT_FOUND',
    'COURSE_EDIT_CONFLICT',
  ],
  purges: purgeCourse,
  example: { params: PARAMS, body: { order: 1 }, reply: { module: EXAMPLE_MODULE } },
});

export const deleteModule = route({
  name: 'module.delete',
  service: 'course',
  method: 'DELETE',
  path: '/courses/:id/modules/:module_id',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Delete a module with its lessons',
  description: 'A published course keeps at least one lesson.',
  params: MODULE_PARAMS,
  errors: [
    'COURSE_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'MODULE_NOT_FOUND',
    'COURSE_KEEPS_LESSON',
    'COURSE_EDIT_CONFLICT',
  ],
  purges: purgeCourse,
  example: { params: PARAMS },
});
