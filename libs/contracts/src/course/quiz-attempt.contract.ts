import Joi from 'joi';
import {
  objectId,
  PAGE_QUERY,
  PAGINATION,
  route,
  timestamp,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import { EXAMPLE_IDS } from './course-examples';
import { EXAMPLE_ENROLLMENT } from './enrollment.contract';
import {
  COURSE_LESSON_PARAMS,
  EXAMPLE_PROGRESS,
  LESSON_PROGRESS,
  type LessonProgress,
} from './progress.contract';

/**
 * An answer by the type of its question: the position of an option (single), positions (multiple), true or false, or
 * text (short answer). Positions count from 0 in the order in which the options are shown.
 */
export type QuizAnswer = number | number[] | boolean | string;

export interface GivenAnswer {
  /** The question by its id or by its position in the quiz, counted from 0: one of the two. */
  question_id?: string;
  index?: number;
  answer: QuizAnswer;
}

export interface QuestionResult {
  question_id: string;
  correct: boolean;
  points: number;
  points_earned: number;
  /** Shown after passing, or from the third attempt on. */
  right_answer?: number[] | boolean | string[];
  explanation?: string;
}

export interface QuizAttemptReply {
  _id: string;
  user_id: string;
  course_id: string;
  lesson_id: string;
  /** Percentage of the points, at most two decimals. */
  score: number;
  passing_score: number;
  passed: boolean;
  results: QuestionResult[];
  created_at: Date | string;
}

const RESULT = Joi.object<QuestionResult, true>({
  question_id: objectId().required(),
  correct: Joi.boolean().required(),
  points: Joi.number().integer().required(),
  points_earned: Joi.number().integer().min(0).required(),
  right_answer: Joi.alternatives().try(
    Joi.boolean().strict(),
    Joi.array().items(Joi.number().integer().strict()),
    Joi.array().items(Joi.string()),
  ),
  explanation: Joi.string().allow(''),
}).label('QuestionResult');

const QUIZ_ATTEMPT = Joi.object<QuizAttemptReply, true>({
  _id: objectId().required(),
  user_id: objectId().required(),
  course_id: objectId().required(),
  lesson_id: objectId().required(),
  score: Joi.number().min(0).max(100).required(),
  passing_score: Joi.number().integer().required(),
  passed: Joi.boolean().required(),
  results: Joi.array().items(RESULT).required(),
  created_at: timestamp().required(),
}).label('QuizAttempt');

const ANSWER = Joi.object<GivenAnswer>({
  question_id: objectId(),
  index: Joi.number().integer().min(0).max(199),
  answer: Joi.alternatives<QuizAnswer>()
    .try(
      Joi.boolean().strict(),
      Joi.number().integer().min(0).max(9).strict(),
      Joi.array().items(Joi.number().integer().min(0).max(9).strict()).max(10).unique(),
      Joi.string().allow('').max(500),
    )
    .required(),
})
  .xor('question_id', 'index')
  .label('QuizAnswer');

const PARAMS = { id: EXAMPLE_IDS.course, lesson_id: EXAMPLE_IDS.lesson };
const EXAMPLE_ATTEMPT: QuizAttemptReply = {
  _id: '665f1c2ab7e4d91f0a3c5f01',
  user_id: EXAMPLE_ENROLLMENT.user_id,
  course_id: EXAMPLE_IDS.course,
  lesson_id: EXAMPLE_IDS.lesson,
  score: 100,
  passing_score: 70,
  passed: true,
  results: [
    {
      question_id: '665f1c2ab7e4d91f0a3c5d90',
      correct: true,
      points: 1,
      points_earned: 1,
      right_answer: [2],
      explanation: 'A structured table grows with its data.',
    },
  ],
  created_at: '2026-11-03T10:06:20.000Z',
};

export const submitQuizAttempt = route({
  name: 'quiz-attempt.submit',
  service: 'course',
  method: 'POST',
  path: '/courses/:id/lessons/:lesson_id/quiz-attempts',
  access: 'user',
  status: 201,
  idempotent: true,
  tag: 'Learning',
  summary: 'Answer a quiz; it is marked by the server',
  description:
    'Each question earns all of its points or none: `multiple` needs exactly the right options, a short answer is ' +
    'compared without case, accents and superfluous spaces. What is not answered is wrong. Reaching `passing_score` ' +
    'passes and completes the lesson. Right answers and explanations are shown after passing, or from the third ' +
    'attempt on.',
  params: COURSE_LESSON_PARAMS,
  body: Joi.object<{ answers: GivenAnswer[] }, true>({
    answers: Joi.array().items(ANSWER).max(200).required(),
  }),
  reply: Joi.object<{ attempt: QuizAttemptReply; progress: LessonProgress; course_progress: number }, true>({
    attempt: QUIZ_ATTEMPT.required(),
    progress: LESSON_PROGRESS.required(),
    course_progress: Joi.number().min(0).max(100).required(),
  }),
  errors: ['COURSE_NOT_FOUND', 'LESSON_NOT_FOUND', 'NOT_ENROLLED', 'COURSE_ACCESS_ENDED', 'LESSON_NOT_QUIZ'],
  example: {
    params: PARAMS,
    body: { answers: [{ question_id: '665f1c2ab7e4d91f0a3c5d90', answer: 2 }] },
    reply: {
      attempt: EXAMPLE_ATTEMPT,
      progress: { ...EXAMPLE_PROGRESS, quiz_score: 100 },
      course_progress: 33.33,
    },
  },
});

export const listQuizAttempts = route({
  name: 'quiz-attempt.list',
  service: 'course',
  method: 'GET',
  path: '/courses/:id/lessons/:lesson_id/quiz-attempts',
  access: 'user',
  tag: 'Learning',
  summary: 'Your attempts at a quiz, the last first, without right answers',
  params: COURSE_LESSON_PARAMS,
  query: Joi.object<PageQuery, true>(PAGE_QUERY),
  reply: Joi.object<{ attempts: QuizAttemptReply[]; pagination: Pagination }, true>({
    attempts: Joi.array().items(QUIZ_ATTEMPT).required(),
    pagination: PAGINATION.required(),
  }),
  errors: ['COURSE_NOT_FOUND', 'LESSON_NOT_FOUND', 'NOT_ENROLLED', 'COURSE_ACCESS_ENDED', 'LESSON_NOT_QUIZ'],
  example: {
    params: PARAMS,
    reply: {
      attempts: [
        {
          ...EXAMPLE_ATTEMPT,
          results: EXAMPLE_ATTEMPT.results.map(({ question_id, correct, points, points_earned }) => ({
            question_id,
            correct,
            points,
            points_earned,
          })),
        },
      ],
      pagination: { page: 1, limit: 10, total: 1, pages: 1 },
    },
  },
});
