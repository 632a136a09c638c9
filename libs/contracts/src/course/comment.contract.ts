import Joi from 'joi';
import {
  ID_PARAMS,
  objectId,
  PAGE_QUERY,
  PAGINATION,
  route,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import {
  EXAMPLE_QUESTION,
  EXAMPLE_REPLY,
  QUESTION,
  QUESTION_STATES,
  REPLY,
  type QuestionReply,
  type QuestionState,
  type ReplyReply,
} from './comment-reply';
import { EXAMPLE_IDS } from './course-examples';

/** Characters of a comment, and people it may mention. */
export const COMMENT_MAX_LENGTH = 5_000;
export const MENTIONS_MAX = 10;

interface LessonIdParams {
  lesson_id: string;
}

const LESSON_PARAMS = Joi.object<LessonIdParams, true>({ lesson_id: objectId().required() });
const EXAMPLE_PARAMS = { lesson_id: EXAMPLE_IDS.lesson };

/** Line ends are made alike and what cannot be seen is taken out, see plain-text.ts of the course service. */
const content = () => Joi.string().trim().min(1).max(COMMENT_MAX_LENGTH);

const READING = ['LESSON_NOT_FOUND', 'NOT_ENROLLED', 'COURSE_ACCESS_ENDED'] as const;

export const QUESTION_ORDERS = ['pinned', 'votes', 'newest'] as const;
export type QuestionOrder = (typeof QUESTION_ORDERS)[number];

export interface QuestionQuery extends PageQuery {
  sort: QuestionOrder;
  state?: QuestionState;
}

export const listQuestions = route({
  name: 'comment.list-questions',
  service: 'course',
  method: 'GET',
  path: '/lessons/:lesson_id/comments',
  access: 'user',
  tag: 'Questions',
  summary: 'The questions under a lesson, each with its official answer',
  description:
    'For everybody who may open the lesson. `pinned` (unless said otherwise) puts questions with an official answer ' +
    'first, then those with most votes; `votes` those with most votes, then the newest. A deleted question stays, ' +
    'without its text, as long as it has replies.',
  params: LESSON_PARAMS,
  query: Joi.object<QuestionQuery>({
    ...PAGE_QUERY,
    sort: Joi.string()
      .valid(...QUESTION_ORDERS)
      .default('pinned'),
    state: Joi.string().valid(...QUESTION_STATES),
  }),
  reply: Joi.object<{ questions: QuestionReply[]; pagination: Pagination }, true>({
    questions: Joi.array().items(QUESTION).required(),
    pagination: PAGINATION.required(),
  }),
  errors: READING,
  example: {
    params: EXAMPLE_PARAMS,
    query: { sort: 'votes' },
    reply: { questions: [EXAMPLE_QUESTION], pagination: { page: 1, limit: 10, total: 1, pages: 1 } },
  },
});

export const REPLY_ORDERS = ['votes', 'newest', 'oldest'] as const;
export type ReplyOrder = (typeof REPLY_ORDERS)[number];

export interface ReplyQuery extends PageQuery {
  sort: ReplyOrder;
}

export const listReplies = route({
  name: 'comment.list-replies',
  service: 'course',
  method: 'GET',
  path: '/comments/:id/replies',
  access: 'user',
  tag: 'Questions',
  summary: 'A question and its replies, the official answer first',
  params: ID_PARAMS,
  query: Joi.object<ReplyQuery>({
    ...PAGE_QUERY,
    sort: Joi.string()
      .valid(...REPLY_ORDERS)
      .default('votes'),
  }),
  reply: Joi.object<{ question: QuestionReply; replies: ReplyReply[]; pagination: Pagination }, true>({
    question: QUESTION.required(),
    replies: Joi.array().items(REPLY).required(),
    pagination: PAGINATION.required(),
  }),
  errors: [...READING, 'COMMENT_NOT_FOUND'],
  example: {
    params: { id: EXAMPLE_QUESTION._id },
    query: { sort: 'oldest' },
    reply: {
      question: EXAMPLE_QUESTION,
      replies: [EXAMPLE_REPLY],
      pagination: { page: 1, limit: 10, total: 1, pages: 1 },
    },
  },
});

export interface NewComment {
  content: string;
  /** The question, or one of its replies, that this replies to; without it this is a question. */
  parent_id?: string;
}

/** Of posting and editing: what somebody types, not what a script does. */
const WRITING_LIMIT = { points: 20, per_seconds: 60 };

export type PostedComment = { comment: QuestionReply | ReplyReply };

const COMMENT = Joi.object<PostedComment, true>({
  comment: Joi.alternatives(QUESTION, REPLY).required(),
});

export const postComment = route({
  name: 'comment.post',
  service: 'course',
  method: 'POST',
  path: '/lessons/:lesson_id/comments',
  access: 'user',
  status: 201,
  idempotent: true,
  rate_limit: WRITING_LIMIT,
  tag: 'Questions',
  summary: 'Ask a question under a lesson, or reply to one',
  description:
    'For learners of the course, its instructor and administrators. `content` is plain text. `@` followed by the id ' +
    'of a participant (somebody who wrote under the lesson, or the instructor) mentions them. A reply to a reply ' +
    'joins the same thread and mentions its author. The instructor is told of questions, the asker of replies.',
  params: LESSON_PARAMS,
  body: Joi.object<NewComment, true>({ content: content().required(), parent_id: objectId() }),
  reply: COMMENT,
  errors: [...READING, 'COMMENT_NOT_FOUND', 'COMMENT_DELETED', 'MENTION_NOT_PARTICIPANT'],
  example: {
    params: EXAMPLE_PARAMS,
    body: { content: 'Does a table grow when I add rows to my sheet?' },
    reply: { comment: EXAMPLE_QUESTION },
  },
});

export const editComment = route({
  name: 'comment.edit',
  service: 'course',
  method: 'PATCH',
  path: '/comments/:id',
  access: 'user',
  rate_limit: WRITING_LIMIT,
  tag: 'Questions',
  summary: 'Correct one’s own comment, in the first minutes',
  description: 'Possible for 15 minutes after it was posted, unless the academy has set another time.',
  params: ID_PARAMS,
  body: Joi.object<{ content: string }, true>({ content: content().required() }),
  reply: COMMENT,
  errors: [
    ...READING,
    'COMMENT_NOT_FOUND',
    'COMMENT_NOT_OWN',
    'COMMENT_EDIT_CLOSED',
    'MENTION_NOT_PARTICIPANT',
  ],
  example: {
    params: { id: EXAMPLE_QUESTION._id },
    body: { content: 'Does a table grow when I add rows below it?' },
    reply: { comment: { ...EXAMPLE_QUESTION, edited_at: '2026-11-04T09:15:00.000Z' } },
  },
});

export const deleteComment = route({
  name: 'comment.delete',
  service: 'course',
  method: 'DELETE',
  path: '/comments/:id',
  access: 'user',
  tag: 'Questions',
  summary: 'Delete a comment; replies to it stay',
  description:
    'Its author may at any time, the course’s instructor and administrators too. The text is gone for good.',
  params: ID_PARAMS,
  errors: [...READING, 'COMMENT_NOT_FOUND', 'COMMENT_NOT_OWN'],
  example: { params: { id: EXAMPLE_REPLY._id } },
});
