import Joi from 'joi';
import { route } from '@har/routing';
import { PROVIDER, WARNINGS, type Provider } from './provider';

export interface GeneratedQuestion {
  /** How it was made. */
  kind: 'definition' | 'number' | 'falsified' | 'cloze' | 'llm';
  /** `A` is fit to be used; `B` should be read by the instructor first. */
  tier: 'A' | 'B';
  question: string;
  options: string[];
  /** Place of the right option, from 0. */
  correct_index: number;
  explanation: string;
  /** The sentence of the content that it rests on, word for word. */
  source_quote: string;
}

export interface GeneratedQuizReply {
  quiz: {
    language: 'fr' | 'en';
    questions: GeneratedQuestion[];
    /** The content does not carry as many questions as were asked for. */
    partial: boolean;
    provider: Provider;
    warnings: string[];
  };
}

export interface QuizGeneration {
  lesson_content: string;
  num_questions: number;
  language?: 'fr' | 'en';
}

const QUESTION = Joi.object<GeneratedQuestion, true>({
  kind: Joi.string().valid('definition', 'number', 'falsified', 'cloze', 'llm').required(),
  tier: Joi.string().valid('A', 'B').required(),
  question: Joi.string().required(),
  options: Joi.array().items(Joi.string()).min(2).max(4).required(),
  correct_index: Joi.number().integer().min(0).max(3).required(),
  explanation: Joi.string().allow('').required(),
  source_quote: Joi.string().required(),
}).label('GeneratedQuestion');

export const generateQuizFromContent = route({
  name: 'ai.generate-quiz',
  service: 'ai-core',
  method: 'POST',
  path: '/ai/generate-quiz',
  access: 'instructor',
  sheddable: true,
  tag: 'AI',
  summary: 'Make quiz questions from the content of a lesson, HTML or text, French or English',
  description:
    'Each question rests on one sentence of the content. The same content gives the same questions, but for those of a ' +
    'language model (kind `llm`), which is asked for what is missing where one is configured. Nothing is saved.',
  rate_limit: { points: 30, per_seconds: 60 },
  deadline_ms: 30_000,
  repeatable: true,
  body: Joi.object<QuizGeneration>({
    lesson_content: Joi.string().max(900_000).required(),
    num_questions: Joi.number().integer().min(1).max(20).default(5),
    language: Joi.string().valid('fr', 'en'),
  }),
  reply: Joi.object<GeneratedQuizReply, true>({
    quiz: Joi.object<GeneratedQuizReply['quiz'], true>({
      language: Joi.string().valid('fr', 'en').required(),
      questions: Joi.array().items(QUESTION).required(),
      partial: Joi.boolean().required(),
      provider: PROVIDER.required(),
      warnings: WARNINGS.required(),
    }).required(),
  }),
  errors: ['CONTENT_CARRIES_NO_QUESTION'],
  example: {
    body: {
      lesson_content: '<p>A pivot table is a summary of rows by categories.</p>',
      num_questions: 1,
    },
    reply: {
      quiz: {
        language: 'en',
        partial: false,
        provider: 'embedded',
        warnings: [],
        questions: [
          {
            kind: 'definition',
            tier: 'A',
            question: 'What is a pivot table?',
            options: ['A summary of rows by categories', 'A chart', 'A named range', 'A kind of filter'],
            correct_index: 0,
            explanation: 'A pivot table is a summary of rows by categories.',
            source_quote: 'A pivot table is a summary of rows by categories.',
          },
        ],
      },
    },
  },
});
