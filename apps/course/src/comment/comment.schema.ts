import { Schema, type Types } from 'mongoose';
import type { QuestionState } from '@har/contracts';
import { appliedEventsPlugin, outboxPlugin, type OutboxEntry } from '@har/messaging';

interface CommentBase {
  _id: Types.ObjectId;
  course_id: Types.ObjectId;
  lesson_id: Types.ObjectId;
  /** The question that it belongs to: its own id where it is one. */
  question_id: Types.ObjectId;
  user_id: Types.ObjectId;
  /** Written by the course's instructor or an administrator. */
  by_staff: boolean;
  /** Plain text. */
  content: string;
  mentions: Types.ObjectId[];
  votes_count: number;
  /** Whether lists show it. A deleted question is shown while it has replies. */
  listed: boolean;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
}

/** A question under a lesson, with what is kept of its thread. */
export interface Question extends CommentBase {
  kind: 'question';
  /** Of the course, for the list of what waits for them. */
  instructor_id: Types.ObjectId;
  state: QuestionState;
  replies_count: number;
  staff_replies_count: number;
  /** The official answer: one field, so at most one. */
  pinned_reply_id: Types.ObjectId | null;
  has_official: boolean;
  /** The lesson was deleted. */
  lesson_gone: boolean;
}

export interface Reply extends CommentBase {
  kind: 'reply';
  in_reply_to: Types.ObjectId | null;
}

export type Comment = Question | Reply;

/** What never leaves: who voted, so that each counts once, in the document that counts them. */
export type StoredComment = Comment & { voters: Types.ObjectId[]; outbox?: OutboxEntry[] };

export const COMMENTS = 'Comment';

const ID = Schema.Types.ObjectId;

export const commentSchema = new Schema<StoredComment>(
  {
    kind: { type: String, enum: ['question', 'reply'], required: true },
    course_id: { type: ID, required: true },
    lesson_id: { type: ID, required: true },
    question_id: { type: ID, required: true },
    user_id: { type: ID, required: true },
    by_staff: { type: Boolean, required: true },
    content: { type: String, default: '' },
    mentions: { type: [ID], default: [] },
    votes_count: { type: Number, default: 0 },
    voters: { type: [ID], default: [], select: false },
    listed: { type: Boolean, default: true },
    created_at: { type: Date, required: true },
    edited_at: { type: Date, default: null },
    deleted_at: { type: Date, default: null },
    // Of replies.
    in_reply_to: { type: ID, default: undefined },
    // Of questions.
    instructor_id: { type: ID, default: undefined },
    state: { type: String, default: undefined },
    replies_count: { type: Number, default: undefined },
    staff_replies_count: { type: Number, default: undefined },
    pinned_reply_id: { type: ID, default: undefined },
    has_official: { type: Boolean, default: undefined },
    lesson_gone: { type: Boolean, default: undefined },
  },
  { collection: 'comments', versionKey: false },
);

commentSchema.plugin(outboxPlugin('course'));
commentSchema.plugin(appliedEventsPlugin);
// The questions of a lesson, in each of their orders.
commentSchema.index({
  lesson_id: 1,
  kind: 1,
  listed: 1,
  has_official: -1,
  votes_count: -1,
  created_at: -1,
  _id: -1,
});
commentSchema.index({ lesson_id: 1, kind: 1, listed: 1, votes_count: -1, created_at: -1, _id: -1 });
commentSchema.index({ lesson_id: 1, kind: 1, listed: 1, created_at: -1, _id: -1 });
// The replies of a question.
commentSchema.index({ question_id: 1, kind: 1, listed: 1, votes_count: -1, created_at: -1, _id: -1 });
commentSchema.index({ question_id: 1, kind: 1, listed: 1, created_at: -1, _id: -1 });
// What waits for an instructor.
const QUESTIONS = { partialFilterExpression: { kind: 'question' } };
commentSchema.index({ instructor_id: 1, listed: 1, state: 1, created_at: 1, _id: 1 }, QUESTIONS);
commentSchema.index(
  { instructor_id: 1, course_id: 1, listed: 1, state: 1, created_at: 1, _id: 1 },
  QUESTIONS,
);
// Who takes part under a lesson.
commentSchema.index({ lesson_id: 1, user_id: 1 });
