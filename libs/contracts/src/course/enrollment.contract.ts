import Joi from 'joi';
import {
  ID_PARAMS,
  objectId,
  PAGE_QUERY,
  PAGINATION,
  route,
  timestamp,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import { EXAMPLE_CARD, EXAMPLE_IDS } from './course-examples';
import { COURSE_STATUSES, DOMAINS, type CourseStatus, type Domain } from './course-offer.contract';

export const ENROLLMENT_STATUSES = ['active', 'completed', 'dropped'] as const;
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number];

/** A learner's place in a course (001 §SERVICE 2 A), computed over the lessons that the course has now. */
export interface EnrollmentReply {
  _id: string;
  user_id: string;
  course_id: string;
  status: EnrollmentStatus;
  /** 0 to 100, at most two decimals; 100 once the course was completed, whatever was added to it since. */
  progress_percentage: number;
  /** In the order in which they were completed. */
  completed_lessons: string[];
  last_accessed_lesson_id: string | null;
  /** Of the last enrolment, when a course was left and joined again. */
  enrolled_at: Date | string;
  completed_at: Date | string | null;
  last_accessed_at: Date | string | null;
}

/** The course of an enrolment, as far as a list of one's courses shows it. */
export interface EnrolledCourse {
  _id: string;
  title: string;
  short_description: string;
  image_url: string | null;
  instructor_name: string;
  domain: Domain;
  language: string;
  status: CourseStatus;
  total_lessons: number;
}

export interface ListedEnrollment extends EnrollmentReply {
  /** null when the course is no more. */
  course: EnrolledCourse | null;
}

const ENROLLMENT_FIELDS = {
  _id: objectId().required(),
  user_id: objectId().required(),
  course_id: objectId().required(),
  status: Joi.string()
    .valid(...ENROLLMENT_STATUSES)
    .required(),
  progress_percentage: Joi.number().min(0).max(100).required(),
  completed_lessons: Joi.array().items(objectId()).required(),
  last_accessed_lesson_id: objectId().allow(null).required(),
  enrolled_at: timestamp().required(),
  completed_at: timestamp().allow(null).required(),
  last_accessed_at: timestamp().allow(null).required(),
};

export const ENROLLMENT = Joi.object<EnrollmentReply, true>(ENROLLMENT_FIELDS).label('Enrollment');

const LISTED_ENROLLMENT = Joi.object<ListedEnrollment, true>({
  ...ENROLLMENT_FIELDS,
  course: Joi.object<EnrolledCourse, true>({
    _id: objectId().required(),
    title: Joi.string().required(),
    short_description: Joi.string().allow('').required(),
    image_url: Joi.string().allow(null).required(),
    instructor_name: Joi.string().allow('').required(),
    domain: Joi.string()
      .valid(...DOMAINS)
      .required(),
    language: Joi.string().required(),
    status: Joi.string()
      .valid(...COURSE_STATUSES)
      .required(),
    total_lessons: Joi.number().integer().min(0).required(),
  })
    .allow(null)
    .required(),
}).label('ListedEnrollment');

export const EXAMPLE_ENROLLMENT: EnrollmentReply = {
  _id: '665f1c2ab7e4d91f0a3c5e01',
  user_id: '665f1c2ab7e4d91f0a3c5d02',
  course_id: EXAMPLE_IDS.course,
  status: 'active',
  progress_percentage: 0,
  completed_lessons: [],
  last_accessed_lesson_id: null,
  enrolled_at: '2026-11-03T10:00:00.000Z',
  completed_at: null,
  last_accessed_at: null,
};

const ENROLLMENT_DATA = Joi.object<{ enrollment: EnrollmentReply }, true>({
  enrollment: ENROLLMENT.required(),
});

export const enrollInCourse = route({
  name: 'enrollment.enroll',
  service: 'course',
  method: 'POST',
  path: '/courses/:id/enroll',
  access: 'user',
  status: 201,
  idempotent: true,
  tag: 'Learning',
  summary: 'Enrol in a published course',
  description:
    'A free course opens at once. A paid one needs a purchase or a plan that opens it: without, the answer is 402 and ' +
    'its details say how to buy. The owner and administrators need no payment. Whoever left a course finds the ' +
    'progress again.',
  params: ID_PARAMS,
  reply: ENROLLMENT_DATA,
  errors: ['COURSE_NOT_FOUND', 'ALREADY_ENROLLED', 'PAYMENT_REQUIRED'],
  example: { params: { id: EXAMPLE_IDS.course }, reply: { enrollment: EXAMPLE_ENROLLMENT } },
});

export const dropCourse = route({
  name: 'enrollment.drop',
  service: 'course',
  method: 'DELETE',
  path: '/courses/:id/enroll',
  access: 'user',
  tag: 'Learning',
  summary: 'Leave a course; its progress is kept for a return',
  params: ID_PARAMS,
  reply: ENROLLMENT_DATA,
  errors: ['COURSE_NOT_FOUND', 'NOT_ENROLLED'],
  example: {
    params: { id: EXAMPLE_IDS.course },
    reply: { enrollment: { ...EXAMPLE_ENROLLMENT, status: 'dropped' } },
  },
});

export interface EnrollmentQuery extends PageQuery {
  status?: EnrollmentStatus;
}

export const listEnrollments = route({
  name: 'enrollment.list',
  service: 'course',
  method: 'GET',
  path: '/enrollments',
  access: 'user',
  tag: 'Learning',
  summary: 'Your courses, the last joined first',
  query: Joi.object<EnrollmentQuery>({ ...PAGE_QUERY, status: Joi.string().valid(...ENROLLMENT_STATUSES) }),
  reply: Joi.object<{ enrollments: ListedEnrollment[]; pagination: Pagination }, true>({
    enrollments: Joi.array().items(LISTED_ENROLLMENT).required(),
    pagination: PAGINATION.required(),
  }),
  example: {
    query: { status: 'active' },
    reply: {
      enrollments: [
        {
          ...EXAMPLE_ENROLLMENT,
          course: {
            _id: EXAMPLE_CARD._id,
            title: EXAMPLE_CARD.title,
            short_description: EXAMPLE_CARD.short_description,
            image_url: EXAMPLE_CARD.image_url,
            instructor_name: EXAMPLE_CARD.instructor_name,
            domain: EXAMPLE_CARD.domain,
            language: EXAMPLE_CARD.language,
            status: EXAMPLE_CARD.status,
            total_lessons: EXAMPLE_CARD.total_lessons,
          },
        },
      ],
      pagination: { page: 1, limit: 10, total: 1, pages: 1 },
    },
  },
});
