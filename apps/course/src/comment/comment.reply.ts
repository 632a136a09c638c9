import type { QuestionReply, ReplyReply } from '@har/contracts';
import type { Comment, Question, Reply } from './comment.schema';

/** What is shown with comments that is not in them. */
export interface CommentSurroundings {
  /** By user id. */
  readonly names: ReadonlyMap<string, string>;
  /** Ids of comments that the reader voted for. */
  readonly voted: ReadonlySet<string>;
  /** Official answers by their own id. */
  readonly official: ReadonlyMap<string, Reply>;
}

export function toQuestionReply(question: Question, around: CommentSurroundings): QuestionReply {
  const { pinned_reply_id, state, replies_count } = question;
  const answer = pinned_reply_id && around.official.get(String(pinned_reply_id));
  return {
    ...toCommentFields(question, around),
    parent_id: null,
    state,
    replies_count: Math.max(0, replies_count),
    official_answer: answer ? toReplyReply(answer, pinned_reply_id, around) : null,
  };
}

/** @param pinnedId of the reply that is its question's official answer */
export function toReplyReply(
  reply: Reply,
  pinnedId: Question['pinned_reply_id'],
  around: CommentSurroundings,
): ReplyReply {
  return {
    ...toCommentFields(reply, around),
    parent_id: String(reply.question_id),
    in_reply_to: reply.in_reply_to && String(reply.in_reply_to),
    is_pinned: reply._id.equals(pinnedId ?? ''),
  };
}

function toCommentFields(comment: Comment, { names, voted }: CommentSurroundings) {
  const { _id, course_id, lesson_id, user_id, by_staff, content, mentions, votes_count } = comment;
  const nameOf = (id: unknown) => names.get(String(id)) ?? '';
  const is_deleted = comment.deleted_at !== null;
  return {
    _id: String(_id),
    course_id: String(course_id),
    lesson_id: String(lesson_id),
    author: is_deleted ? null : { user_id: String(user_id), name: nameOf(user_id), is_staff: by_staff },
    content,
    mentions: mentions.map((id) => ({ user_id: String(id), name: nameOf(id) })),
    votes_count,
    voted: voted.has(String(_id)),
    is_deleted,
    created_at: comment.created_at,
    edited_at: comment.edited_at,
  };
}
