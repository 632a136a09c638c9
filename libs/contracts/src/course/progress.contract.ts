import Joi from 'joi';
import { ID_PARAMS, objectId, route, timestamp, type IdParams } from '@har/routing';
import { EXAMPLE_IDS, EXAMPLE_LESSON } from './course-examples';
import { ENROLLMENT, EXAMPLE_ENROLLMENT, type EnrollmentReply } from './enrollment.contract';
import { LESSON_TYPES, type LessonType } from './lesson-body';

export const PROGRESS_STATUSES = ['not_started', 'in_progress', 'completed'] as const;
export type ProgressStatus = (typeof PROGRESS_STATUSES)[number];

/** How far a learner is in one lesson (001 §SERVICE 2 A); it never goes backwards. */
export interface LessonProgress {
  user_id: string;
  course_id: string;
  lesson_id: string;
  status: ProgressStatus;
  /** In all, as the learner's player counts it. */
  time_spent_seconds: number;
  /** The best score of a quiz, 0 to 100; null before the first attempt and for other lessons. */
  quiz_score: number | null;
  /** null while nothing was recorded. */
  created_at: Date | string | null;
  updated_at: Date | string | null;
}

const LESSON_PROGRESS_FIELDS = {
  user_id: objectId().required(),
  course_id: objectId().required(),
  lesson_id: objectId().required(),
  status: Joi.string()
    .valid(...PROGRESS_STATUSES)
    .required(),
  time_spent_seconds: Joi.number().integer().min(0).required(),
  quiz_score: Joi.number().min(0).max(100).allow(null).required(),
  created_at: timestamp().allow(null).required(),
  updated_at: timestamp().allow(null).required(),
};

export const LESSON_PROGRESS = Joi.object<LessonProgress, true>(LESSON_PROGRESS_FIELDS).label(
  'LessonProgress',
);

/** What stands between a learner and a completed lesson. */
export const MISSING_STEPS = ['open_lesson', 'complete_lesson', 'pass_quiz'] as const;
export type MissingStep = (typeof MISSING_STEPS)[number];

/** A lesson of the course as it is now, with the learner's progress in it. */
export interface LessonStanding extends LessonProgress {
  module_id: string;
  title: string;
  type: LessonType;
  /** Position in its module, from 1. */
  order: number;
  /** null when the lesson is completed. */
  what_is_missing: MissingStep | null;
}

const LESSON_STANDING = Joi.object<LessonStanding, true>({
  ...LESSON_PROGRESS_FIELDS,
  module_id: objectId().required(),
  title: Joi.string().required(),
  type: Joi.string()
    .valid(...LESSON_TYPES)
    .required(),
  order: Joi.number().integer().min(1).required(),
  what_is_missing: Joi.string()
    .valid(...MISSING_STEPS)
    .allow(null)
    .required(),
}).label('LessonStanding');

export interface CourseLessonParams extends IdParams {
  lesson_id: string;
}

export const COURSE_LESSON_PARAMS = Joi.object<CourseLessonParams, true>({
  id: objectId().required(),
  lesson_id: objectId().required(),
});

export interface ProgressInput {
  status: ProgressStatus;
  time_spent_seconds?: number;
  quiz_score?: number;
}

export const EXAMPLE_PROGRESS: LessonProgress = {
  user_id: EXAMPLE_ENROLLMENT.user_id,
  course_id: EXAMPLE_IDS.course,
  lesson_id: EXAMPLE_IDS.lesson,
  status: 'completed',
  time_spent_seconds: 260,
  quiz_score: null,
  created_at: '2026-11-03T10:02:00.000Z',
  updated_at: '2026-11-03T10:06:20.000Z',
};

export const recordProgress = route({
  name: 'progress.record',
  service: 'course',
  method: 'PATCH',
  path: '/courses/:id/lessons/:lesson_id/progress',
  access: 'user',
  // The same PATCH again changes nothing.
  repeatable: true,
  tag: 'Learning',
  summary: 'Record how far you are in a lesson',
  description:
    'Progress only moves forward: an older status or a smaller total time changes nothing. `time_spent_seconds` is the ' +
    'total. A quiz lesson is completed by passing its quiz alone, and its `quiz_score` comes from the marks of the ' +
    'attempts; for other lessons `quiz_score` has no meaning and is not kept.',
  params: COURSE_LESSON_PARAMS,
  body: Joi.object<ProgressInput>({
    status: Joi.string()
      .valid(...PROGRESS_STATUSES)
      .required(),
    time_spent_seconds: Joi.number().integer().min(0).max(31_536_000),
    quiz_score: Joi.number().min(0).max(100),
  }),
  reply: Joi.object<{ progress: LessonProgress; course_progress: number }, true>({
    progress: LESSON_PROGRESS.required(),
    course_progress: Joi.number().min(0).max(100).required(),
  }),
  errors: [
    'COURSE_NOT_FOUND',
    'LESSON_NOT_FOUND',
    'NOT_ENROLLED',
    'COURSE_ACCESS_ENDED',
    'QUIZ_SCORE_REFUSED',
    'QUIZ_NOT_PASSED',
  ],
  example: {
    params: { id: EXAMPLE_IDS.course, lesson_id: EXAMPLE_IDS.lesson },
    body: { status: 'completed', time_spent_seconds: 260 },
    reply: { progress: EXAMPLE_PROGRESS, course_progress: 33.33 },
  },
});

export const getCourseProgress = route({
  name: 'progress.get',
  service: 'course',
  method: 'GET',
  path: '/courses/:id/progress',
  access: 'user',
  tag: 'Learning',
  summary: 'Your progress in a course, lesson by lesson, with what is missing',
  description:
    'An enrolment that was completed stays so when lessons are added: they are listed with what they lack.',
  params: ID_PARAMS,
  reply: Joi.object<{ enrollment: EnrollmentReply; lessons_progress: LessonStanding[] }, true>({
    enrollment: ENROLLMENT.required(),
    lessons_progress: Joi.array().items(LESSON_STANDING).required(),
  }),
  errors: ['COURSE_NOT_FOUND', 'NOT_ENROLLED'],
  example: {
    params: { id: EXAMPLE_IDS.course },
    reply: {
      enrollment: {
        ...EXAMPLE_ENROLLMENT,
        status: 'completed',
        progress_percentage: 100,
        completed_lessons: [EXAMPLE_IDS.lesson],
        completed_at: '2026-11-03T10:06:20.000Z',
      },
      lessons_progress: [
        {
          ...EXAMPLE_PROGRESS,
          module_id: EXAMPLE_IDS.module,
          title: EXAMPLE_LESSON.title,
          type: EXAMPLE_LESSON.type,
          order: 1,
          what_is_missing: null,
        },
      ],
    },
  },
});
