import type { Types } from 'mongoose';
import { toObjectId, toObjectIds } from '@har/mongo';
import type { Question, Reply } from './comment.schema';
import type { Discussion } from './discussion-access.service';

export interface CommentDraft {
  /** 24 hexadecimal digits */
  id: string;
  user_id: string;
  content: string;
  mentions: readonly string[];
}

/** A question as it begins; the instructor's own waits for nobody. */
export function newQuestion(draft: CommentDraft, discussion: Discussion): Question {
  return {
    ...newComment(draft, discussion),
    kind: 'question',
    question_id: toObjectId(draft.id),
    instructor_id: discussion.course.instructor_id,
    state: discussion.is_staff ? 'answered' : 'open',
    replies_count: 0,
    staff_replies_count: 0,
    pinned_reply_id: null,
    has_official: false,
    lesson_gone: false,
  };
}

/** @param answered the reply that it replies to, where it is not the question itself */
export function newReply(
  draft: CommentDraft,
  discussion: Discussion,
  questionId: Types.ObjectId,
  answered: Reply | undefined,
): Reply {
  return {
    ...newComment(draft, discussion),
    kind: 'reply',
    question_id: questionId,
    in_reply_to: answered?._id ?? null,
  };
}

function newComment({ id, user_id, content, mentions }: CommentDraft, discussion: Discussion) {
  return {
    _id: toObjectId(id),
    course_id: discussion.course._id,
    lesson_id: discussion.lesson._id,
    user_id: toObjectId(user_id),
    by_staff: discussion.is_staff,
    content,
    mentions: toObjectIds(mentions),
    votes_count: 0,
    listed: true,
    created_at: new Date(),
    edited_at: null,
    deleted_at: null,
  };
}
