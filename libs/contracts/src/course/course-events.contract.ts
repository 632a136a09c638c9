import Joi from 'joi';
import { event, objectId } from '@har/routing';
import { COURSE_STATUSES, DOMAINS, type CourseStatus, type Domain } from './course-offer.contract';

/** What others keep of a course. `version` grows with every change: an older one never overwrites a newer. */
export interface CourseChanged {
  course_id: string;
  version: number;
  status: CourseStatus;
  title: string;
  domain: Domain;
  stack: string[];
  keywords: string[];
  language: string;
  instructor_id: string;
  published_at: string | null;
  /** 0 to 5, once the course has reviews; the instructor's own rating is made of them. */
  average_rating?: number;
  reviews_count?: number;
}

const purgeCourse = ({ course_id }: { course_id: string }) => [`course:${course_id}`, 'catalogue'];

export const courseChanged = event({
  type: 'course.changed',
  topic: 'course',
  summary: 'A course was created, updated, published or archived',
  payload: Joi.object<CourseChanged, true>({
    course_id: objectId().required(),
    version: Joi.number().integer().required(),
    status: Joi.string()
      .valid(...COURSE_STATUSES)
      .required(),
    title: Joi.string().required(),
    domain: Joi.string()
      .valid(...DOMAINS)
      .required(),
    stack: Joi.array().items(Joi.string()).required(),
    keywords: Joi.array().items(Joi.string()).required(),
    language: Joi.string().required(),
    instructor_id: Joi.string().required(),
    published_at: Joi.string().allow(null).required(),
    average_rating: Joi.number().min(0).max(5),
    reviews_count: Joi.number().integer().min(0),
  }),
  purges: purgeCourse,
});

export interface LessonChanged {
  course_id: string;
  lesson_id: string;
  deleted: boolean;
}

export const lessonChanged = event({
  type: 'lesson.changed',
  topic: 'course',
  summary: 'A lesson was added, updated, moved or deleted',
  payload: Joi.object<LessonChanged, true>({
    course_id: objectId().required(),
    lesson_id: objectId().required(),
    deleted: Joi.boolean().required(),
  }),
  purges: purgeCourse,
});

export interface ModuleChanged {
  course_id: string;
  module_id: string;
  deleted: boolean;
}

export const moduleChanged = event({
  type: 'module.changed',
  topic: 'course',
  summary: 'A module was added, updated, moved or deleted',
  payload: Joi.object<ModuleChanged, true>({
    course_id: objectId().required(),
    module_id: objectId().required(),
    deleted: Joi.boolean().required(),
  }),
  purges: purgeCourse,
});

/** How a course's place in the catalogue moved; each side is what only it has. For the catalogue's own counts. */
export interface CatalogueEntryChanged {
  course_id: string;
  language: 'fr' | 'en';
  added_facets: string[];
  removed_facets: string[];
  /** Lower-case words with their accents. */
  added_words: string[];
  removed_words: string[];
}

const STRINGS = Joi.array().items(Joi.string()).required();

export const catalogueEntryChanged = event({
  type: 'catalogue.entry-changed',
  topic: 'course',
  summary: 'What the catalogue counts and finds a course by changed',
  payload: Joi.object<CatalogueEntryChanged, true>({
    course_id: objectId().required(),
    language: Joi.string().valid('fr', 'en').required(),
    added_facets: STRINGS,
    removed_facets: STRINGS,
    added_words: STRINGS,
    removed_words: STRINGS,
  }),
  purges: () => ['catalogue'],
});

/** Kept counters of a course moved (enrolments, rating): cached pages are stale, nothing else is. */
export const courseCountersChanged = event({
  type: 'course.counters-changed',
  topic: 'course',
  summary: 'The enrolment count or the rating of a course changed',
  payload: Joi.object<{ course_id: string }, true>({ course_id: objectId().required() }),
  purges: purgeCourse,
});

export interface EnrollmentFact {
  enrollment_id: string;
  user_id: string;
  course_id: string;
  instructor_id: string;
}

const ENROLLMENT_FACT = {
  enrollment_id: objectId().required(),
  user_id: objectId().required(),
  course_id: objectId().required(),
  instructor_id: Joi.string().required(),
};

export const enrollmentCreated = event({
  type: 'enrollment.created',
  topic: 'course',
  summary: 'A user enrolled in a course, for the first time or again',
  payload: Joi.object<EnrollmentFact, true>(ENROLLMENT_FACT),
});

export const enrollmentDropped = event({
  type: 'enrollment.dropped',
  topic: 'course',
  summary: 'A user left a course',
  payload: Joi.object<EnrollmentFact, true>(ENROLLMENT_FACT),
});

export const lessonProgressed = event({
  type: 'lesson.progressed',
  topic: 'course',
  summary: 'A learner completed a lesson',
  payload: Joi.object<
    { user_id: string; course_id: string; lesson_id: string; progress_percentage: number },
    true
  >({
    user_id: objectId().required(),
    course_id: objectId().required(),
    lesson_id: objectId().required(),
    progress_percentage: Joi.number().min(0).max(100).required(),
  }),
});

export const courseCompleted = event({
  type: 'course.completed',
  topic: 'course',
  summary: 'A learner completed the last lesson of a course',
  payload: Joi.object<EnrollmentFact & { completed_at: string }, true>({
    ...ENROLLMENT_FACT,
    completed_at: Joi.string().required(),
  }),
});

export interface QuizAttempted {
  attempt_id: string;
  user_id: string;
  course_id: string;
  lesson_id: string;
  /** Percentage of the points. */
  score: number;
  results: { question_id: string; correct: boolean }[];
}

export const quizAttempted = event({
  type: 'quiz.attempted',
  topic: 'course',
  summary: 'A learner answered a quiz',
  payload: Joi.object<QuizAttempted, true>({
    attempt_id: objectId().required(),
    user_id: objectId().required(),
    course_id: objectId().required(),
    lesson_id: objectId().required(),
    score: Joi.number().min(0).max(100).required(),
    results: Joi.array()
      .items(Joi.object({ question_id: objectId().required(), correct: Joi.boolean().required() }))
      .required(),
  }),
});
