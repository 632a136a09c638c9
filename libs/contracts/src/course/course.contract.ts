import Joi from 'joi';
import {
  ID_PARAMS,
  line,
  objectId,
  PAGE_QUERY,
  PAGINATION,
  route,
  type IdParams,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import { EXAMPLE_CARD, EXAMPLE_COURSE, EXAMPLE_IDS } from './course-examples';
import { COURSE_DETAIL_FIELDS, type CourseDetails } from './course-details';
import { EDIT_DEADLINE_MS } from './edit-deadline';
import {
  COURSE_STATUSES,
  DOMAINS,
  PRICING_MODELS,
  type CourseStatus,
  type Domain,
  type PricingModel,
} from './course-offer.contract';
import {
  COURSE,
  COURSE_CARD,
  COURSE_LANGUAGES,
  type CourseCard,
  type CourseLanguage,
  type CourseReply,
} from './course-reply';
import { httpsUrl } from './lesson-body';

/** `price` of a body: an amount in EUR, or with its currency. At most two decimals; 0 is free. */
export type PriceInput = number | { amount: number; currency?: string; pricing_model?: PricingModel };

const AMOUNT = Joi.number().min(0).max(100_000).precision(2).strict();
const PRICE_INPUT = Joi.alternatives<PriceInput>().try(
  AMOUNT,
  Joi.object({
    amount: AMOUNT.required(),
    currency: Joi.string().valid('EUR', 'USD', 'GBP', 'CHF'),
    pricing_model: Joi.string().valid(...PRICING_MODELS),
  }),
);

export interface NewCourse extends CourseDetails {
  title: string;
  description: string;
  short_description?: string;
  domain: Domain;
  stack?: string[];
  price: PriceInput;
  /** Beside `price` as in 001, or inside it; the same where it is in both places. */
  pricing_model?: PricingModel;
  keywords?: string[];
  category?: string;
  language?: CourseLanguage;
  image_url?: string | null;
}

const TITLE = line(200).min(5);
const DESCRIPTION = Joi.string().trim().max(10_000);
const COURSE_FIELDS = {
  title: TITLE,
  description: DESCRIPTION,
  short_description: Joi.string().trim().allow('').max(500),
  domain: Joi.string().valid(...DOMAINS),
  stack: Joi.array().items(line(50)).max(10).unique(),
  price: PRICE_INPUT,
  pricing_model: Joi.string()
    .valid(...PRICING_MODELS)
    .when('price.pricing_model', {
      is: Joi.exist(),
      then: Joi.valid(Joi.override, Joi.ref('price.pricing_model')),
    }),
  keywords: Joi.array().items(line(50)).max(20).unique(),
  category: line(100).allow(''),
  language: Joi.string().valid(...COURSE_LANGUAGES),
  image_url: httpsUrl().allow(null),
  ...COURSE_DETAIL_FIELDS,
};

const NEW_COURSE = Joi.object<NewCourse>({
  ...COURSE_FIELDS,
  title: TITLE.required(),
  description: DESCRIPTION.required(),
  domain: COURSE_FIELDS.domain.required(),
  price: PRICE_INPUT.required(),
});

const COURSE_DATA = Joi.object<{ course: CourseReply }, true>({ course: COURSE.required() });
const EXAMPLE = { params: { id: EXAMPLE_IDS.course }, reply: { course: EXAMPLE_COURSE } };
const purgeCourse = ({ id }: IdParams) => [`course:${id}`, 'catalogue'];

export const createCourse = route({
  name: 'course.create',
  service: 'course',
  method: 'POST',
  path: '/courses',
  access: 'instructor',
  status: 201,
  idempotent: true,
  tag: 'Authoring',
  summary: 'Start a course as a draft',
  description:
    'The slug is made from the title, with a number where another course has it. `description` and `short_description` ' +
    'are plain text; `description_short` is another name of the latter, `description_long` is HTML and is cleaned.',
  body: NEW_COURSE,
  reply: COURSE_DATA,
  errors: ['COURSE_SLUG_TAKEN'],
  example: {
    body: {
      title: 'Excel for everyday decisions',
      description: 'Tables, lookups and pivot tables, taught on the questions of a small shop.',
      domain: 'Excel',
      stack: ['Excel', 'Power Query'],
      price: 49.9,
      pricing_model: 'one-time',
      language: 'en',
      level: 'beginner',
      learning_objectives: ['Summarise sales by month and shop'],
    },
    reply: {
      course: { ...EXAMPLE_COURSE, status: 'draft', published_at: null, total_lessons: 0, modules: [] },
    },
  },
});

export const updateCourse = route({
  name: 'course.update',
  service: 'course',
  method: 'PATCH',
  path: '/courses/:id',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Change a course',
  description:
    'The slug follows the title while the course is a draft, unless it was chosen; afterwards it changes only where ' +
    '`slug` is sent. Every former slug goes on leading to the course.',
  params: ID_PARAMS,
  body: Joi.object<Partial<NewCourse>>(COURSE_FIELDS).min(1),
  reply: COURSE_DATA,
  errors: [
    'COURSE_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'COURSE_SLUG_TAKEN',
    'COURSE_EDIT_CONFLICT',
  ],
  purges: purgeCourse,
  example: {
    ...EXAMPLE,
    body: { title: 'Excel for everyday decisions', price: { amount: 39, currency: 'EUR' } },
  },
});

export const publishCourse = route({
  name: 'course.publish',
  service: 'course',
  method: 'POST',
  path: '/courses/:id/publish',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Put a draft, or an archived course, on offer',
  description: 'Every reason why it cannot be published is in `error.details`.',
  params: ID_PARAMS,
  reply: COURSE_DATA,
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER', 'COURSE_NOT_PUBLISHABLE', 'COURSE_EDIT_CONFLICT'],
  purges: purgeCourse,
  example: EXAMPLE,
});

export const unpublishCourse = route({
  name: 'course.unpublish',
  service: 'course',
  method: 'POST',
  path: '/courses/:id/unpublish',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Make a course a draft again, while nobody is enrolled',
  params: ID_PARAMS,
  reply: COURSE_DATA,
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER', 'COURSE_HAS_LEARNERS', 'COURSE_EDIT_CONFLICT'],
  purges: purgeCourse,
  example: {
    params: EXAMPLE.params,
    reply: { course: { ...EXAMPLE_COURSE, status: 'draft', published_at: null } },
  },
});

export const deleteCourse = route({
  name: 'course.delete',
  service: 'course',
  method: 'DELETE',
  path: '/courses/:id',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Archive a course: it leaves the catalogue, nothing is lost',
  params: ID_PARAMS,
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER', 'COURSE_EDIT_CONFLICT'],
  purges: purgeCourse,
  example: { params: EXAMPLE.params },
});

export interface OutlineEntry {
  module_id: string;
  lesson_ids: string[];
}

export const setCourseOutline = route({
  name: 'course.set-outline',
  service: 'course',
  method: 'PUT',
  path: '/courses/:id/outline',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS,
  tag: 'Authoring',
  summary: 'Set the order of all modules and lessons at once',
  description:
    'It must name exactly the modules and lessons that the course has; a lesson may change its module.',
  params: ID_PARAMS,
  body: Joi.object<{ modules: OutlineEntry[] }, true>({
    modules: Joi.array()
      .items(
        Joi.object<OutlineEntry, true>({
          module_id: objectId().required(),
          lesson_ids: Joi.array().items(objectId()).max(1_000).required(),
        }),
      )
      .max(200)
      .required(),
  }),
  reply: COURSE_DATA,
  errors: [
    'COURSE_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'COURSE_ARCHIVED',
    'OUTLINE_MISMATCH',
    'COURSE_EDIT_CONFLICT',
  ],
  purges: purgeCourse,
  example: {
    ...EXAMPLE,
    body: { modules: [{ module_id: EXAMPLE_IDS.module, lesson_ids: [EXAMPLE_IDS.lesson] }] },
  },
});

export interface OwnCoursesQuery extends PageQuery {
  status?: CourseStatus;
}

export const listOwnCourses = route({
  name: 'course.list-own',
  service: 'course',
  method: 'GET',
  path: '/instructor/courses',
  access: 'instructor',
  tag: 'Authoring',
  summary: 'The caller’s own courses of every status, last changed first',
  query: Joi.object<OwnCoursesQuery>({
    ...PAGE_QUERY,
    status: Joi.string().valid(...COURSE_STATUSES),
  }),
  reply: Joi.object<{ courses: CourseCard[]; pagination: Pagination }, true>({
    courses: Joi.array().items(COURSE_CARD).required(),
    pagination: PAGINATION.required(),
  }),
  example: {
    query: { status: 'published' },
    reply: { courses: [EXAMPLE_CARD], pagination: { page: 1, limit: 10, total: 1, pages: 1 } },
  },
});
