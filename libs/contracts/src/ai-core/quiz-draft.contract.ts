import Joi from 'joi';
import {
  ID_PARAMS,
  line,
  objectId,
  PAGE_QUERY,
  PAGINATION,
  route,
  timestamp,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import { EDIT_DEADLINE_MS } from '../course/edit-deadline';
import type { GeneratedQuestion } from './quiz-generation.contract';

/** `approving` lasts as long as the lesson is being written; an approval that was cut short may be repeated. */
export const QUIZ_DRAFT_STATUSES = ['draft', 'approving', 'approved', 'rejected'] as const;
export type QuizDraftStatus = (typeof QUIZ_DRAFT_STATUSES)[number];

/** A question of a draft. `written` ones come from the instructor, who may also have changed the others. */
export interface DraftQuestion extends Omit<GeneratedQuestion, 'kind'> {
  question_id: string;
  kind: GeneratedQuestion['kind'] | 'written';
}

export interface QuizDraftReply {
  _id: string;
  course_id: string;
  /** The lesson that the questions are about. */
  lesson_id: string;
  title: string;
  passing_score: number;
  status: QuizDraftStatus;
  /** Grows with every change; sent back with one, it keeps two people from undoing each other's. */
  revision: number;
  questions: DraftQuestion[];
  partial: boolean;
  warnings: string[];
  /** The quiz lesson that an approved draft became. */
  quiz_lesson_id: string | null;
  created_at: Date | string;
}

export interface NewQuizDraft {
  course_id: string;
  lesson_id: string;
  num_questions: number;
}

export interface DraftQuestionInput {
  /** Of the question that this one was; absent, it is a new one. */
  question_id?: string;
  question: string;
  options: string[];
  correct_index: number;
  explanation: string;
}

export interface QuizDraftChanges {
  revision: number;
  title?: string;
  passing_score?: number;
  questions?: DraftQuestionInput[];
}

export interface QuizDraftApproval {
  module_id: string;
  /** A quiz lesson of that module whose questions are replaced; absent, a new lesson is added. */
  lesson_id?: string;
}

const DRAFT_QUESTION = Joi.object<DraftQuestion, true>({
  question_id: objectId().required(),
  kind: Joi.string().valid('definition', 'number', 'falsified', 'cloze', 'llm', 'written').required(),
  tier: Joi.string().valid('A', 'B').required(),
  question: Joi.string().required(),
  options: Joi.array().items(Joi.string()).min(2).max(10).required(),
  correct_index: Joi.number().integer().min(0).max(9).required(),
  explanation: Joi.string().allow('').required(),
  source_quote: Joi.string().allow('').required(),
}).label('DraftQuestion');

const QUIZ_DRAFT = Joi.object<QuizDraftReply, true>({
  _id: objectId().required(),
  course_id: objectId().required(),
  lesson_id: objectId().required(),
  title: Joi.string().required(),
  passing_score: Joi.number().integer().required(),
  status: Joi.string()
    .valid(...QUIZ_DRAFT_STATUSES)
    .required(),
  revision: Joi.number().integer().required(),
  questions: Joi.array().items(DRAFT_QUESTION).required(),
  partial: Joi.boolean().required(),
  warnings: Joi.array().items(Joi.string()).required(),
  quiz_lesson_id: objectId().allow(null).required(),
  created_at: timestamp().required(),
}).label('QuizDraft');

const QUESTION_INPUT = Joi.object<DraftQuestionInput>({
  question_id: objectId(),
  question: Joi.string().trim().max(2_000).required(),
  options: Joi.array().items(Joi.string().trim().max(500)).min(2).max(10).unique().required(),
  correct_index: Joi.number().integer().min(0).max(9).required(),
  explanation: Joi.string().trim().allow('').max(5_000).default(''),
})
  .custom((value: DraftQuestionInput, helpers) =>
    value.correct_index < value.options.length
      ? value
      : helpers.message({ custom: 'correct_index must point to an option that exists' }),
  )
  .label('DraftQuestionInput');

const DRAFT_DATA = Joi.object<{ draft: QuizDraftReply }, true>({ draft: QUIZ_DRAFT.required() });
const QUOTE = 'A pivot table is a summary of rows by categories.';
const EXAMPLE: QuizDraftReply = {
  _id: '665f1c2ab7e4d91f0a3c5e20',
  course_id: '665f1c2ab7e4d91f0a3c5d7e',
  lesson_id: '665f1c2ab7e4d91f0a3c5d80',
  title: 'Quiz: Pivot tables',
  passing_score: 70,
  status: 'draft',
  revision: 1,
  questions: [
    {
      question_id: '665f1c2ab7e4d91f0a3c5e21',
      kind: 'definition',
      tier: 'A',
      question: 'What is a pivot table?',
      options: ['A summary of rows by categories', 'A chart', 'A named range', 'A kind of filter'],
      correct_index: 0,
      explanation: `The course says: “${QUOTE}”`,
      source_quote: QUOTE,
    },
  ],
  partial: true,
  warnings: [],
  quiz_lesson_id: null,
  created_at: '2026-11-03T10:06:20.000Z',
};
const MODULE_ID = '665f1c2ab7e4d91f0a3c5d7f';

export const createQuizDraft = route({
  name: 'ai.create-quiz-draft',
  service: 'ai-core',
  method: 'POST',
  path: '/ai/quiz-drafts',
  access: 'instructor',
  status: 201,
  idempotent: true,
  tag: 'AI',
  summary: 'Draft a quiz on a lesson of yours; wrong answers come from the whole course',
  description: 'Nothing is shown to learners before you approve it. Questions of tier B want a second look.',
  rate_limit: { points: 30, per_seconds: 60 },
  deadline_ms: 30_000,
  body: Joi.object<NewQuizDraft, true>({
    course_id: objectId().required(),
    lesson_id: objectId().required(),
    num_questions: Joi.number().integer().min(1).max(20).default(5),
  }),
  reply: DRAFT_DATA,
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER', 'LESSON_NOT_FOUND', 'CONTENT_CARRIES_NO_QUESTION'],
  example: {
    body: { course_id: EXAMPLE.course_id, lesson_id: EXAMPLE.lesson_id, num_questions: 5 },
    reply: { draft: EXAMPLE },
  },
});

export const listQuizDrafts = route({
  name: 'ai.list-quiz-drafts',
  service: 'ai-core',
  method: 'GET',
  path: '/ai/quiz-drafts',
  access: 'instructor',
  tag: 'AI',
  summary: 'The drafts of one of your courses, the last first',
  query: Joi.object<PageQuery & { course_id: string; status?: QuizDraftStatus }>({
    ...PAGE_QUERY,
    course_id: objectId().required(),
    status: Joi.string().valid(...QUIZ_DRAFT_STATUSES),
  }),
  reply: Joi.object<{ drafts: QuizDraftReply[]; pagination: Pagination }, true>({
    drafts: Joi.array().items(QUIZ_DRAFT).required(),
    pagination: PAGINATION.required(),
  }),
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER'],
  example: {
    query: { course_id: EXAMPLE.course_id, status: 'draft' },
    reply: { drafts: [EXAMPLE], pagination: { page: 1, limit: 10, total: 1, pages: 1 } },
  },
});

export const getQuizDraft = route({
  name: 'ai.get-quiz-draft',
  service: 'ai-core',
  method: 'GET',
  path: '/ai/quiz-drafts/:id',
  access: 'instructor',
  tag: 'AI',
  summary: 'One draft',
  params: ID_PARAMS,
  reply: DRAFT_DATA,
  errors: ['QUIZ_DRAFT_NOT_FOUND', 'COURSE_NOT_OWNER'],
  example: { params: { id: EXAMPLE._id }, reply: { draft: EXAMPLE } },
});

export const updateQuizDraft = route({
  name: 'ai.update-quiz-draft',
  service: 'ai-core',
  method: 'PATCH',
  path: '/ai/quiz-drafts/:id',
  access: 'instructor',
  tag: 'AI',
  summary: 'Change a draft',
  description: '`questions` replaces all of them, in the order given.',
  params: ID_PARAMS,
  body: Joi.object<QuizDraftChanges>({
    revision: Joi.number().integer().min(1).required(),
    title: line(200),
    passing_score: Joi.number().integer().min(1).max(100),
    questions: Joi.array()
      .items(QUESTION_INPUT)
      .min(1)
      .max(50)
      .unique('question_id', { ignoreUndefined: true }),
  }).min(2),
  reply: DRAFT_DATA,
  errors: ['QUIZ_DRAFT_NOT_FOUND', 'COURSE_NOT_OWNER', 'QUIZ_DRAFT_CLOSED', 'QUIZ_DRAFT_CHANGED'],
  example: {
    params: { id: EXAMPLE._id },
    body: { revision: 1, title: EXAMPLE.title },
    reply: { draft: { ...EXAMPLE, revision: 2 } },
  },
});

export const approveQuizDraft = route({
  name: 'ai.approve-quiz-draft',
  service: 'ai-core',
  method: 'POST',
  path: '/ai/quiz-drafts/:id/approve',
  access: 'instructor',
  deadline_ms: EDIT_DEADLINE_MS * 2,
  repeatable: true,
  tag: 'AI',
  summary: 'Make a draft a quiz lesson, or the content of one',
  description: 'Once approved, a draft stays so: approving again answers with the lesson that it became.',
  params: ID_PARAMS,
  body: Joi.object<QuizDraftApproval>({ module_id: objectId().required(), lesson_id: objectId() }),
  reply: DRAFT_DATA,
  errors: [
    'QUIZ_DRAFT_NOT_FOUND',
    'COURSE_NOT_OWNER',
    'QUIZ_DRAFT_CLOSED',
    'COURSE_NOT_FOUND',
    'COURSE_ARCHIVED',
    'COURSE_TOO_LARGE',
    'MODULE_NOT_FOUND',
    'LESSON_NOT_FOUND',
    'COURSE_EDIT_CONFLICT',
  ],
  example: {
    params: { id: EXAMPLE._id },
    body: { module_id: MODULE_ID },
    reply: {
      draft: { ...EXAMPLE, status: 'approved', revision: 2, quiz_lesson_id: '665f1c2ab7e4d91f0a3c5e22' },
    },
  },
});

export const rejectQuizDraft = route({
  name: 'ai.reject-quiz-draft',
  service: 'ai-core',
  method: 'POST',
  path: '/ai/quiz-drafts/:id/reject',
  access: 'instructor',
  repeatable: true,
  tag: 'AI',
  summary: 'Put a draft away; again, changes nothing',
  params: ID_PARAMS,
  reply: DRAFT_DATA,
  errors: ['QUIZ_DRAFT_NOT_FOUND', 'COURSE_NOT_OWNER', 'QUIZ_DRAFT_CLOSED'],
  example: {
    params: { id: EXAMPLE._id },
    reply: { draft: { ...EXAMPLE, status: 'rejected', revision: 2 } },
  },
});
