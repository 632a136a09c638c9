import Joi from 'joi';
import { route } from '@har/routing';
import { EXAMPLE_IDS, EXAMPLE_LESSON } from './course-examples';
import { LESSON, type LessonReply } from './lesson.contract';
import {
  COURSE_LESSON_PARAMS,
  EXAMPLE_PROGRESS,
  LESSON_PROGRESS,
  type LessonProgress,
} from './progress.contract';

/** A lesson with its body, and how far the reader is in it. */
export interface OpenedLesson {
  lesson: LessonReply;
  is_completed: boolean;
  /** null for a reader without a token. */
  progress: LessonProgress | null;
}

export const openLesson = route({
  name: 'lesson-access.open',
  service: 'course',
  method: 'GET',
  path: '/courses/:id/lessons/:lesson_id',
  access: 'optional',
  tag: 'Learning',
  summary: 'A lesson with its content',
  description:
    'Opens for the owner, administrators and those who are enrolled and, in a paid course, entitled now. A free ' +
    'preview of a published course opens for everybody. Answer keys are shown to the owner and administrators only, ' +
    'the solution of an exercise also to those who completed it.',
  params: COURSE_LESSON_PARAMS,
  reply: Joi.object<OpenedLesson, true>({
    lesson: LESSON.required(),
    is_completed: Joi.boolean().required(),
    progress: LESSON_PROGRESS.allow(null).required(),
  }),
  errors: ['COURSE_NOT_FOUND', 'LESSON_NOT_FOUND', 'NOT_ENROLLED', 'COURSE_ACCESS_ENDED', 'UNAUTHORIZED'],
  example: {
    params: { id: EXAMPLE_IDS.course, lesson_id: EXAMPLE_IDS.lesson },
    reply: {
      lesson: { ...EXAMPLE_LESSON, content: '<p>A table has one header row.</p>' },
      is_completed: true,
      progress: EXAMPLE_PROGRESS,
    },
  },
});
