import Joi from 'joi';
import { call, objectId } from '@har/routing';

/** A lesson's text for the tutor and for quiz generation: never an answer key or a solution. */
export interface LessonText {
  lesson_id: string;
  module_id: string;
  title: string;
  /** HTML of a text lesson, the transcript of a video, the instructions of an exercise; empty for a quiz. */
  html: string;
  updated_at: string;
}

/** The lessons of a course with their texts, and how the course describes itself. */
export interface CourseTexts {
  course_id: string;
  title: string;
  short_description: string;
  description: string;
  language: string;
  lessons: LessonText[];
}

/** Every lesson of a course with its text, whatever its status; for the AI core's index. */
export const listLessonTexts = call({
  name: 'course.list-lesson-texts',
  service: 'course',
  repeatable: true,
  body: Joi.object<{ course_id: string }, true>({ course_id: objectId().required() }),
  reply: Joi.object<CourseTexts, true>({
    course_id: objectId().required(),
    title: Joi.string().required(),
    short_description: Joi.string().allow('').required(),
    description: Joi.string().allow('').required(),
    language: Joi.string().required(),
    lessons: Joi.array()
      .items(
        Joi.object<LessonText, true>({
          lesson_id: objectId().required(),
          module_id: objectId().required(),
          title: Joi.string().required(),
          html: Joi.string().allow('').required(),
          updated_at: Joi.string().required(),
        }),
      )
      .required(),
  }),
  errors: ['COURSE_NOT_FOUND'],
});

/**
 * Which lessons the caller (by the token that travels with the call) may open now: all of them, the free previews only,
 * or none. A course that the caller may not see is COURSE_NOT_FOUND.
 */
export const listOpenLessons = call({
  name: 'course.list-open-lessons',
  service: 'course',
  repeatable: true,
  body: Joi.object<{ course_id: string }, true>({ course_id: objectId().required() }),
  reply: Joi.object<{ lesson_ids: string[]; all: boolean }, true>({
    lesson_ids: Joi.array().items(objectId()).required(),
    all: Joi.boolean().required(),
  }),
  errors: ['COURSE_NOT_FOUND'],
});
