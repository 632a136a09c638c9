import Joi from 'joi';
import { objectId, route } from '@har/routing';

export const QUESTION_FLAGS = ['too_hard', 'too_easy', 'poor_discrimination'] as const;
export type QuestionFlag = (typeof QUESTION_FLAGS)[number];

/** How a question did in the first attempts of learners. */
export interface QuestionStatistics {
  question_id: string;
  /** Learners who met it. */
  answers: number;
  /** Share of them who answered right, 0 to 1. */
  difficulty: number;
  /** Correlation with the rest of the quiz, -1 to 1; `null` as long as it cannot be told. */
  discrimination: number | null;
  /** What is poor about it; only from 20 answers on. */
  flags: QuestionFlag[];
}

const STATISTICS = Joi.object<QuestionStatistics, true>({
  question_id: objectId().required(),
  answers: Joi.number().integer().required(),
  difficulty: Joi.number().min(0).max(1).required(),
  discrimination: Joi.number().min(-1).max(1).allow(null).required(),
  flags: Joi.array()
    .items(Joi.string().valid(...QUESTION_FLAGS))
    .required(),
}).label('QuestionStatistics');

const COURSE_ID = '665f1c2ab7e4d91f0a3c5d7e';
const LESSON_ID = '665f1c2ab7e4d91f0a3c5d80';

export const getQuestionStatistics = route({
  name: 'ai.get-question-statistics',
  service: 'ai-core',
  method: 'GET',
  path: '/ai/courses/:id/lessons/:lesson_id/question-statistics',
  access: 'instructor',
  tag: 'AI',
  summary: 'How hard the questions of a quiz are, and which of them are poor',
  description:
    'From the first attempt of each learner, the latest 2,000. A question is flagged from 20 answers on: fewer than 20 % ' +
    'or more than 95 % right, or a correlation with the rest of the quiz below 0.1.',
  params: Joi.object<{ id: string; lesson_id: string }, true>({
    id: objectId().required(),
    lesson_id: objectId().required(),
  }),
  reply: Joi.object<{ questions: QuestionStatistics[] }, true>({
    questions: Joi.array().items(STATISTICS).required(),
  }),
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER'],
  example: {
    params: { id: COURSE_ID, lesson_id: LESSON_ID },
    reply: {
      questions: [
        {
          question_id: '665f1c2ab7e4d91f0a3c5d90',
          answers: 34,
          difficulty: 0.12,
          discrimination: 0.31,
          flags: ['too_hard'],
        },
      ],
    },
  },
});
