import Joi from 'joi';
import { objectId, route } from '@har/routing';
import { PROVIDER, WARNINGS, type Provider } from './provider';

/** A place in a lesson that an answer rests on, quoted word for word. */
export interface Citation {
  /** `null` where the course's own description is quoted. */
  lesson_id: string | null;
  /** Of the course where there is no lesson. */
  lesson_title: string;
  /** 1 for the first paragraph of the lesson. */
  paragraph: number;
  quote: string;
}

export interface ChatReply {
  /** The answer, ready to be shown. */
  reply: string;
  /** `answered` from the lessons, `possible` where the nearest passages are shown, `unknown` where no lesson says it. */
  status: 'answered' | 'possible' | 'unknown';
  citations: Citation[];
  /** Sent with the next question, it gives short ones («and why?») their context. Kept for a day. */
  conversation_id: string;
  provider: Provider;
  warnings: string[];
}

export interface ChatMessage {
  message: string;
  course_id: string;
  lesson_id?: string;
  conversation_id?: string;
}

const CITATION = Joi.object<Citation, true>({
  lesson_id: objectId().allow(null).required(),
  lesson_title: Joi.string().required(),
  paragraph: Joi.number().integer().min(1).required(),
  quote: Joi.string().required(),
}).label('Citation');

const COURSE_ID = '665f1c2ab7e4d91f0a3c5d7e';
const LESSON_ID = '665f1c2ab7e4d91f0a3c5d80';

export const askTutor = route({
  name: 'ai.chat',
  service: 'ai-core',
  method: 'POST',
  path: '/ai/chat',
  access: 'user',
  sheddable: true,
  tag: 'AI',
  summary: 'Ask a question about a course: answered from its lessons, with citations',
  description:
    'Only lessons that the caller may open are answered from. What no lesson says is not answered. What the course is about ' +
    'is answered from its own description, cited with `lesson_id: null`. French and English.',
  rate_limit: { points: 60, per_seconds: 60 },
  deadline_ms: 12_000,
  repeatable: true,
  body: Joi.object<ChatMessage>({
    message: Joi.string().trim().max(500).required(),
    course_id: objectId().required(),
    lesson_id: objectId(),
    conversation_id: objectId(),
  }),
  reply: Joi.object<ChatReply, true>({
    reply: Joi.string().required(),
    status: Joi.string().valid('answered', 'possible', 'unknown').required(),
    citations: Joi.array().items(CITATION).required(),
    conversation_id: objectId().required(),
    provider: PROVIDER.required(),
    warnings: WARNINGS.required(),
  }),
  errors: ['COURSE_NOT_FOUND', 'LESSON_NOT_FOUND', 'COURSE_NOT_OPEN'],
  example: {
    body: { message: 'What is a pivot table?', course_id: COURSE_ID },
    reply: {
      reply: 'A pivot table is a summary of rows by categories.',
      status: 'answered',
      citations: [
        {
          lesson_id: LESSON_ID,
          lesson_title: 'Pivot tables',
          paragraph: 2,
          quote: 'A pivot table is a summary of rows by categories.',
        },
      ],
      conversation_id: '665f1c2ab7e4d91f0a3c5d90',
      provider: 'embedded',
      warnings: [],
    },
  },
});
