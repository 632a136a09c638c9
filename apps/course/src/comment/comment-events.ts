import {
  answerGiven,
  answerPinned,
  commentRemoved,
  participantsMentioned,
  questionAsked,
  type AnswerGiven,
  type AnswerPinned,
  type CommentFact,
  type CommentRemoved,
} from '@har/contracts';
import { outboxEntry, type OutboxEntry } from '@har/messaging';
import type { Comment } from './comment.schema';
import type { Discussion } from './discussion-access.service';
import { withNames } from './mention';
import { excerptOf } from './plain-text';

/** The fact of a comment, for those who are told of it. @param names by user id, of the author and of those mentioned */
export function factOf(
  comment: Pick<Comment, '_id' | 'question_id' | 'user_id' | 'content'>,
  { course, lesson }: Pick<Discussion, 'course' | 'lesson'>,
  names: ReadonlyMap<string, string>,
): CommentFact {
  return {
    comment_id: String(comment._id),
    question_id: String(comment.question_id),
    course_id: String(course._id),
    lesson_id: String(lesson._id),
    course_title: course.title,
    lesson_title: lesson.title,
    author_id: String(comment.user_id),
    author_name: names.get(String(comment.user_id)) ?? '',
    excerpt: excerptOf(withNames(comment.content, names)),
  };
}

export function askedEvent(fact: CommentFact, instructor_id: string): OutboxEntry {
  return outboxEntry(questionAsked.type, { ...fact, instructor_id });
}

export function givenEvent(
  fact: CommentFact,
  more: Omit<AnswerGiven, keyof CommentFact>,
): OutboxEntry<AnswerGiven> {
  return outboxEntry(answerGiven.type, { ...fact, ...more });
}

export function pinnedEvent(fact: CommentFact, more: Omit<AnswerPinned, keyof CommentFact>): OutboxEntry {
  return outboxEntry(answerPinned.type, { ...fact, ...more });
}

/** Nothing where nobody is left to be told. @param told by another event of the same comment */
export function mentionEvents(
  fact: CommentFact,
  mentioned: readonly string[],
  told: readonly (string | null)[],
): OutboxEntry[] {
  const mentioned_ids = mentioned.filter((id) => id !== fact.author_id && !told.includes(id));
  return mentioned_ids.length === 0
    ? []
    : [outboxEntry(participantsMentioned.type, { ...fact, mentioned_ids })];
}

export function removedEvent({ _id, question_id, by_staff }: Comment): OutboxEntry<CommentRemoved> {
  return outboxEntry(commentRemoved.type, {
    comment_id: String(_id),
    question_id: String(question_id),
    by_staff,
  });
}
