import Joi from 'joi';
import { ID_PARAMS, line, objectId, route, timestamp, type IdParams } from '@har/routing';
import { STORAGE_DEADLINE_MS } from '../media/storage-deadline';
import { EXAMPLE_IDS } from './course-examples';
import { LESSON_ID_PARAMS } from './lesson-video.contract';

export const RESOURCE_TYPES = ['pdf', 'project_source', 'slide', 'other'] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** A file that learners download with a course or a lesson. */
export interface ResourceReply {
  _id: string;
  course_id: string;
  /** null for a resource of the whole course. */
  lesson_id: string | null;
  title: string;
  type: ResourceType;
  filename: string;
  content_type: string;
  /** Bytes. */
  file_size: number;
  /** Position among those of the same course or lesson, from 1, without gaps. */
  order: number;
  download_count: number;
  created_at: Date | string;
  updated_at: Date | string;
}

const RESOURCE = Joi.object<ResourceReply, true>({
  _id: objectId().required(),
  course_id: objectId().required(),
  lesson_id: objectId().allow(null).required(),
  title: Joi.string().required(),
  type: Joi.string()
    .valid(...RESOURCE_TYPES)
    .required(),
  filename: Joi.string().required(),
  content_type: Joi.string().required(),
  file_size: Joi.number().integer().required(),
  order: Joi.number().integer().min(1).required(),
  download_count: Joi.number().integer().min(0).required(),
  created_at: timestamp().required(),
  updated_at: timestamp().required(),
}).label('Resource');

const RESOURCE_DATA = Joi.object<{ resource: ResourceReply }, true>({ resource: RESOURCE.required() });
const RESOURCE_LIST = Joi.object<{ resources: ResourceReply[] }, true>({
  resources: Joi.array().items(RESOURCE).required(),
});

const EXAMPLE_RESOURCE: ResourceReply = {
  _id: '665f1c2ab7e4d91f0a3c6201',
  course_id: EXAMPLE_IDS.course,
  lesson_id: null,
  title: 'Exercises',
  type: 'pdf',
  filename: 'exercises.pdf',
  content_type: 'application/pdf',
  file_size: 48_213,
  order: 1,
  download_count: 12,
  created_at: '2026-11-21T08:00:00.000Z',
  updated_at: '2026-11-21T08:00:00.000Z',
};
const EXAMPLE_ID = { id: EXAMPLE_RESOURCE._id };
const EXAMPLE_LESSON_ID = { lesson_id: EXAMPLE_IDS.lesson };

export interface NewResource {
  upload_id: string;
  title?: string;
  type: ResourceType;
}

const NEW_RESOURCE = Joi.object<NewResource, true>({
  upload_id: objectId().required(),
  title: line(200).min(1),
  type: Joi.string()
    .valid(...RESOURCE_TYPES)
    .required(),
});

const UPLOAD_ERRORS = [
  'UPLOAD_NOT_FOUND',
  'UPLOAD_NOT_READY',
  'UPLOAD_REFUSED',
  'UPLOAD_ALREADY_USED',
  'UPLOAD_WRONG_PURPOSE',
  'UPLOAD_TYPE_REFUSED',
] as const;
const ATTACHING = {
  service: 'course',
  method: 'POST',
  access: 'instructor',
  status: 201,
  idempotent: true,
  deadline_ms: STORAGE_DEADLINE_MS,
  tag: 'Authoring',
  description:
    'The upload has purpose `resource`; a `pdf` is a PDF, `project_source` a ZIP, `slide` a presentation or a PDF. The ' +
    'title is the name of the file unless said.',
  body: NEW_RESOURCE,
  reply: RESOURCE_DATA,
} as const;
const EXAMPLE_BODY: NewResource = {
  upload_id: '665f1c2ab7e4d91f0a3c6101',
  title: 'Exercises',
  type: 'pdf',
};

export const attachCourseResource = route({
  ...ATTACHING,
  name: 'resource.attach-to-course',
  path: '/courses/:id/resources',
  summary: 'Attach an uploaded file to a course',
  params: ID_PARAMS,
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER', 'COURSE_ARCHIVED', 'TOO_MANY_RESOURCES', ...UPLOAD_ERRORS],
  example: {
    params: { id: EXAMPLE_IDS.course } satisfies IdParams,
    body: EXAMPLE_BODY,
    reply: { resource: EXAMPLE_RESOURCE },
  },
});

export const attachLessonResource = route({
  ...ATTACHING,
  name: 'resource.attach-to-lesson',
  path: '/lessons/:lesson_id/resources',
  summary: 'Attach an uploaded file to a lesson',
  params: LESSON_ID_PARAMS,
  errors: ['LESSON_NOT_FOUND', 'COURSE_NOT_OWNER', 'COURSE_ARCHIVED', 'TOO_MANY_RESOURCES', ...UPLOAD_ERRORS],
  example: {
    params: EXAMPLE_LESSON_ID,
    body: EXAMPLE_BODY,
    reply: { resource: { ...EXAMPLE_RESOURCE, lesson_id: EXAMPLE_IDS.lesson } },
  },
});

export const listCourseResources = route({
  name: 'resource.list-of-course',
  service: 'course',
  method: 'GET',
  path: '/courses/:id/resources',
  access: 'user',
  tag: 'Learning',
  summary: 'The files of a whole course, for those who may download them',
  params: ID_PARAMS,
  reply: RESOURCE_LIST,
  errors: ['COURSE_NOT_FOUND', 'NOT_ENROLLED', 'COURSE_ACCESS_ENDED'],
  example: { params: { id: EXAMPLE_IDS.course }, reply: { resources: [EXAMPLE_RESOURCE] } },
});

export const listLessonResources = route({
  name: 'resource.list-of-lesson',
  service: 'course',
  method: 'GET',
  path: '/lessons/:lesson_id/resources',
  access: 'optional',
  tag: 'Learning',
  summary: 'The files of a lesson, for those who may open it',
  params: LESSON_ID_PARAMS,
  reply: RESOURCE_LIST,
  errors: ['UNAUTHORIZED', 'COURSE_NOT_FOUND', 'LESSON_NOT_FOUND', 'NOT_ENROLLED', 'COURSE_ACCESS_ENDED'],
  example: {
    params: EXAMPLE_LESSON_ID,
    reply: { resources: [{ ...EXAMPLE_RESOURCE, lesson_id: EXAMPLE_IDS.lesson }] },
  },
});

export interface ResourceChanges {
  title?: string;
  type?: ResourceType;
  order?: number;
  upload_id?: string;
}

export const updateResource = route({
  name: 'resource.update',
  service: 'course',
  method: 'PATCH',
  path: '/resources/:id',
  access: 'instructor',
  deadline_ms: STORAGE_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Rename, move or replace a resource',
  description:
    '`order` is the new position; the others make room. `upload_id` replaces the file and removes the old one.',
  params: ID_PARAMS,
  body: Joi.object<ResourceChanges, true>({
    title: line(200).min(1),
    type: Joi.string().valid(...RESOURCE_TYPES),
    order: Joi.number().integer().min(1).max(1_000),
    upload_id: objectId(),
  }).min(1),
  reply: RESOURCE_DATA,
  errors: [
    'RESOURCE_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'COURSE_EDIT_CONFLICT',
    ...UPLOAD_ERRORS,
  ],
  example: { params: EXAMPLE_ID, body: { order: 1 }, reply: { resource: EXAMPLE_RESOURCE } },
});

export const deleteResource = route({
  name: 'resource.delete',
  service: 'course',
  method: 'DELETE',
  path: '/resources/:id',
  access: 'instructor',
  deadline_ms: STORAGE_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Delete a resource and its file',
  params: ID_PARAMS,
  errors: ['RESOURCE_NOT_FOUND', 'COURSE_NOT_OWNER', 'COURSE_ARCHIVED', 'COURSE_EDIT_CONFLICT'],
  example: { params: EXAMPLE_ID },
});

export interface ResourceDownload {
  url: string;
  expires_at: string;
  filename: string;
  content_type: string;
  file_size: number;
}

export const downloadResource = route({
  name: 'resource.download',
  service: 'course',
  method: 'GET',
  path: '/resources/:id/download',
  access: 'optional',
  // It counts.
  repeatable: false,
  tag: 'Learning',
  summary: 'An address of a resource that lives ten minutes at most',
  description:
    'For those who are enrolled and entitled now, the owner and administrators; that of a free preview for everybody. ' +
    'The right is checked on every call.',
  params: ID_PARAMS,
  reply: Joi.object<ResourceDownload, true>({
    url: Joi.string().required(),
    expires_at: Joi.string().required(),
    filename: Joi.string().required(),
    content_type: Joi.string().required(),
    file_size: Joi.number().integer().required(),
  }),
  errors: [
    'UNAUTHORIZED',
    'RESOURCE_NOT_FOUND',
    'COURSE_NOT_FOUND',
    'LESSON_NOT_FOUND',
    'NOT_ENROLLED',
    'COURSE_ACCESS_ENDED',
    'FILE_NOT_FOUND',
  ],
  example: {
    params: EXAMPLE_ID,
    reply: {
      url: 'https://storage.example.org/har-private/…?X-Amz-Expires=600&X-Amz-Signature=…',
      expires_at: '2026-11-21T08:10:00.000Z',
      filename: 'exercises.pdf',
      content_type: 'application/pdf',
      file_size: 48_213,
    },
  },
});
