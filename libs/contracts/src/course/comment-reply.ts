import Joi from 'joi';
import { objectId, timestamp } from '@har/routing';
import { EXAMPLE_IDS } from './course-examples';

export const QUESTION_STATES = ['open', 'answered'] as const;
/** `answered` as soon as the course's instructor or an administrator has replied, or an answer is pinned. */
export type QuestionState = (typeof QUESTION_STATES)[number];

/** How a comment names somebody in its text: `@` and the id, which clients show as the name. */
export interface Mention {
  user_id: string;
  name: string;
}

export interface CommentAuthor {
  user_id: string;
  name: string;
  /** Wrote it as the course's instructor or as an administrator. */
  is_staff: boolean;
}

/** What questions and replies have in common (000 §4, table `comments`). */
interface CommentFields {
  _id: string;
  course_id: string;
  lesson_id: string;
  /** null once it was deleted. */
  author: CommentAuthor | null;
  /** Plain text, to be shown as text and never as HTML; empty once it was deleted. */
  content: string;
  mentions: Mention[];
  votes_count: number;
  /** Whether the reader has voted for it. */
  voted: boolean;
  is_deleted: boolean;
  created_at: Date | string;
  edited_at: Date | string | null;
}

export interface ReplyReply extends CommentFields {
  /** The question that it belongs to. */
  parent_id: string;
  /** The reply that it answers, where it answers one. */
  in_reply_to: string | null;
  /** Whether it is the official answer. */
  is_pinned: boolean;
}

export interface QuestionReply extends CommentFields {
  parent_id: null;
  state: QuestionState;
  replies_count: number;
  /** The answer that the instructor or an administrator pinned. */
  official_answer: ReplyReply | null;
}

const COMMENT_FIELDS = {
  _id: objectId().required(),
  course_id: objectId().required(),
  lesson_id: objectId().required(),
  author: Joi.object<CommentAuthor, true>({
    user_id: objectId().required(),
    name: Joi.string().allow('').required(),
    is_staff: Joi.boolean().required(),
  })
    .allow(null)
    .required(),
  content: Joi.string().allow('').required(),
  mentions: Joi.array()
    .items(
      Joi.object<Mention, true>({ user_id: objectId().required(), name: Joi.string().allow('').required() }),
    )
    .required(),
  votes_count: Joi.number().integer().min(0).required(),
  voted: Joi.boolean().required(),
  is_deleted: Joi.boolean().required(),
  created_at: timestamp().required(),
  edited_at: timestamp().allow(null).required(),
};

export const REPLY = Joi.object<ReplyReply, true>({
  ...COMMENT_FIELDS,
  parent_id: objectId().required(),
  in_reply_to: objectId().allow(null).required(),
  is_pinned: Joi.boolean().required(),
}).label('Reply');

export const QUESTION = Joi.object<QuestionReply, true>({
  ...COMMENT_FIELDS,
  parent_id: Joi.string().valid(null).required(),
  state: Joi.string()
    .valid(...QUESTION_STATES)
    .required(),
  replies_count: Joi.number().integer().min(0).required(),
  official_answer: REPLY.allow(null).required(),
}).label('Question');

export const EXAMPLE_REPLY: ReplyReply = {
  _id: '665f1c2ab7e4d91f0a3c6a02',
  parent_id: '665f1c2ab7e4d91f0a3c6a01',
  in_reply_to: null,
  course_id: EXAMPLE_IDS.course,
  lesson_id: EXAMPLE_IDS.lesson,
  author: { user_id: EXAMPLE_IDS.instructor, name: 'Claire Martin', is_staff: true },
  content: 'Yes: a table keeps its name and grows with every row that you add below it.',
  mentions: [],
  votes_count: 3,
  voted: false,
  is_pinned: true,
  is_deleted: false,
  created_at: '2026-11-04T10:30:00.000Z',
  edited_at: null,
};

export const EXAMPLE_QUESTION: QuestionReply = {
  _id: '665f1c2ab7e4d91f0a3c6a01',
  parent_id: null,
  course_id: EXAMPLE_IDS.course,
  lesson_id: EXAMPLE_IDS.lesson,
  author: { user_id: '665f1c2ab7e4d91f0a3c5d02', name: 'Sam Okoro', is_staff: false },
  content: `@${EXAMPLE_IDS.instructor} does a table grow when I add rows to my sheet?`,
  mentions: [{ user_id: EXAMPLE_IDS.instructor, name: 'Claire Martin' }],
  votes_count: 2,
  voted: true,
  state: 'answered',
  replies_count: 1,
  official_answer: EXAMPLE_REPLY,
  is_deleted: false,
  created_at: '2026-11-04T09:12:00.000Z',
  edited_at: null,
};
