import Joi from 'joi';
import { ID_PARAMS, route } from '@har/routing';
import { SLUG } from './course-details';
import { EXAMPLE_COURSE, EXAMPLE_IDS } from './course-examples';
import { COURSE, type CourseReply } from './course-reply';
import { EXAMPLE_REVIEW, REVIEW, type ReviewReply } from './review-reply';

/** A course as its page shows it. */
export interface CoursePage extends CourseReply {
  /** The most helpful reviews, at most three. */
  reviews: ReviewReply[];
}

const COURSE_PAGE = COURSE.append<CoursePage>({ reviews: Joi.array().items(REVIEW).max(3).required() });
const PAGE = Joi.object<{ course: CoursePage }, true>({ course: COURSE_PAGE.label('CoursePage').required() });
const EXAMPLE = {
  params: { id: EXAMPLE_IDS.course },
  reply: { course: { ...EXAMPLE_COURSE, reviews: [EXAMPLE_REVIEW] } },
};

export const getCourse = route({
  name: 'course.get',
  service: 'course',
  method: 'GET',
  path: '/courses/:id',
  access: 'optional',
  tag: 'Courses',
  summary: 'A course with its modules, the summaries of its lessons and a few reviews',
  description: 'Drafts and archived courses are found by their owner and admins only.',
  params: ID_PARAMS,
  reply: PAGE,
  errors: ['COURSE_NOT_FOUND'],
  cache: { keys: ({ id }) => [`course:${id}`] },
  example: EXAMPLE,
});

export const getCourseBySlug = route({
  name: 'course.get-by-slug',
  service: 'course',
  method: 'GET',
  path: '/courses/slug/:slug',
  access: 'optional',
  tag: 'Courses',
  summary: 'A course by its slug',
  description:
    'A slug that the course had before is answered by 308 with the present one in `Location`, which clients follow by ' +
    'themselves; the body is the failure COURSE_MOVED.',
  params: Joi.object<{ slug: string }, true>({ slug: SLUG.required() }),
  reply: PAGE,
  errors: ['COURSE_NOT_FOUND', 'COURSE_MOVED'],
  // Which course it is, is not known before it is read; every change of a course makes the catalogue stale.
  cache: { keys: () => ['catalogue'] },
  example: { params: { slug: EXAMPLE_COURSE.slug }, reply: EXAMPLE.reply },
});
