import Joi from 'joi';
import { objectId } from '@har/routing';

export const QUESTION_TYPES = ['single', 'multiple', 'true_false', 'short_answer'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

interface QuestionHead {
  /** Given by the server; sent back by an author, it keeps the question's identity through an edit. */
  _id?: string;
  question: string;
  points: number;
  /** Shown with the marks of an attempt. */
  explanation: string;
}

export interface ChoiceQuestion extends QuestionHead {
  type: 'single' | 'multiple';
  options: string[];
  /** Positions in `options`, counted from 0; exactly one for `single`. */
  correct: number[];
}

export interface TrueFalseQuestion extends QuestionHead {
  type: 'true_false';
  correct: [boolean];
}

export interface ShortAnswerQuestion extends QuestionHead {
  type: 'short_answer';
  /** Compared without case, accents and outer space. */
  accepted_answers: string[];
}

export type QuizQuestion = ChoiceQuestion | TrueFalseQuestion | ShortAnswerQuestion;

export interface Quiz {
  /** Percentage of the points that passes, 70 unless said. */
  passing_score: number;
  questions: QuizQuestion[];
}

export const DEFAULT_PASSING_SCORE = 70;

const HEAD = {
  _id: objectId(),
  question: Joi.string().trim().max(2_000).required(),
  points: Joi.number().integer().min(1).max(100).default(1),
  explanation: Joi.string().trim().allow('').max(5_000).default(''),
};

const choice = (type: 'single' | 'multiple', correct: Joi.ArraySchema) =>
  Joi.object<ChoiceQuestion>({
    ...HEAD,
    type: Joi.string().valid(type).required(),
    options: Joi.array().items(Joi.string().trim().max(500)).min(2).max(10).unique().required(),
    correct: correct.items(Joi.number().integer().min(0).max(9)).unique().required(),
  }).custom(assertOptionsExist);

function assertOptionsExist(question: ChoiceQuestion, helpers: Joi.CustomHelpers): unknown {
  const points = question.correct.every((position) => position < question.options.length);
  return points ? question : helpers.message({ custom: 'correct must point to options that exist' });
}

const QUESTION = Joi.alternatives<QuizQuestion>()
  .conditional('.type', {
    switch: [
      { is: 'single', then: choice('single', Joi.array().length(1)) },
      { is: 'multiple', then: choice('multiple', Joi.array().min(1)) },
      {
        is: 'true_false',
        then: Joi.object<TrueFalseQuestion>({
          ...HEAD,
          type: Joi.string().valid('true_false').required(),
          correct: Joi.array().items(Joi.boolean().strict()).length(1).required(),
        }),
      },
      {
        is: 'short_answer',
        then: Joi.object<ShortAnswerQuestion>({
          ...HEAD,
          type: Joi.string().valid('short_answer').required(),
          accepted_answers: Joi.array()
            .items(Joi.string().trim().max(200))
            .min(1)
            .max(50)
            .unique()
            .required(),
        }),
      },
    ],
    otherwise: Joi.object({
      type: Joi.string()
        .valid(...QUESTION_TYPES)
        .required(),
    }),
  })
  .label('QuizQuestion');

/** A quiz as an author writes it, with its keys. */
export const QUIZ = Joi.object<Quiz, true>({
  passing_score: Joi.number().integer().min(1).max(100).default(DEFAULT_PASSING_SCORE),
  questions: Joi.array().items(QUESTION).min(1).max(200).unique('_id', { ignoreUndefined: true }).required(),
}).label('Quiz');

/** A question as it is shown; what is optional here is shown to the owner and admins only, `options` where it has any. */
export interface ShownQuestion {
  _id: string;
  type: QuestionType;
  question: string;
  points: number;
  options?: string[];
  correct?: (number | boolean)[];
  accepted_answers?: string[];
  explanation?: string;
}

export interface ShownQuiz {
  passing_score: number;
  questions: ShownQuestion[];
}

export const SHOWN_QUIZ = Joi.object<ShownQuiz, true>({
  passing_score: Joi.number().integer().required(),
  questions: Joi.array()
    .items(
      Joi.object<ShownQuestion, true>({
        _id: objectId().required(),
        type: Joi.string()
          .valid(...QUESTION_TYPES)
          .required(),
        question: Joi.string().required(),
        points: Joi.number().integer().required(),
        options: Joi.array().items(Joi.string()),
        correct: Joi.array().items(Joi.number(), Joi.boolean()),
        accepted_answers: Joi.array().items(Joi.string()),
        explanation: Joi.string().allow(''),
      }),
    )
    .required(),
}).label('ShownQuiz');
