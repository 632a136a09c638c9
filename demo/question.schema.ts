import Joi from 'joi';
import type {
  DemoChoiceQuestion,
  DemoQuestion,
  DemoShortAnswerQuestion,
  DemoTrueFalseQuestion,
} from './course.types';

const head = {
  question: Joi.string().min(5).max(1000).required(),
  points: Joi.number().integer().min(1).max(10).required(),
  explanation: Joi.string().min(5).max(2000).required(),
};

const options = Joi.array().items(Joi.string().max(500)).min(2).max(8).unique().required();

/** A key must point to an option that exists, and to each at most once. */
const optionIndex = Joi.number()
  .integer()
  .min(0)
  .less(Joi.ref('...options', { adjust: (list: unknown[]) => list.length }));

const single = Joi.object<DemoChoiceQuestion>({
  ...head,
  type: Joi.valid('single').required(),
  options,
  correct: Joi.array().items(optionIndex).length(1).required(),
});

const multiple = Joi.object<DemoChoiceQuestion>({
  ...head,
  type: Joi.valid('multiple').required(),
  options,
  correct: Joi.array().items(optionIndex).min(1).unique().required(),
});

const trueFalse = Joi.object<DemoTrueFalseQuestion>({
  ...head,
  type: Joi.valid('true_false').required(),
  correct: Joi.array().items(Joi.boolean().strict()).length(1).required(),
});

const shortAnswer = Joi.object<DemoShortAnswerQuestion>({
  ...head,
  type: Joi.valid('short_answer').required(),
  accepted_answers: Joi.array().items(Joi.string().max(200)).min(1).unique().required(),
});

/** One quiz question of any of the four types. */
export const questionSchema = Joi.alternatives<DemoQuestion>().conditional('.type', {
  switch: [
    { is: 'single', then: single },
    { is: 'multiple', then: multiple },
    { is: 'true_false', then: trueFalse },
    { is: 'short_answer', then: shortAnswer },
  ],
  otherwise: Joi.object({ type: Joi.valid('single', 'multiple', 'true_false', 'short_answer').required() }),
});
