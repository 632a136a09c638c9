import Joi from 'joi';
import { event, objectId } from '@har/routing';

/** Where a comment stands and who wrote it; what a notification shows. */
export interface CommentFact {
  comment_id: string;
  /** The question: the comment itself, where it is one. */
  question_id: string;
  course_id: string;
  lesson_id: string;
  course_title: string;
  lesson_title: string;
  author_id: string;
  author_name: string;
  /** The beginning of the text, on one line, with names in place of ids. */
  excerpt: string;
}

const COMMENT_FACT = {
  comment_id: objectId().required(),
  question_id: objectId().required(),
  course_id: objectId().required(),
  lesson_id: objectId().required(),
  course_title: Joi.string().required(),
  lesson_title: Joi.string().allow('').required(),
  author_id: objectId().required(),
  author_name: Joi.string().allow('').required(),
  excerpt: Joi.string().allow('').required(),
};

export interface QuestionAsked extends CommentFact {
  instructor_id: string;
}

export const questionAsked = event({
  type: 'question.asked',
  topic: 'course',
  summary: 'A question was asked under a lesson',
  payload: Joi.object<QuestionAsked, true>({ ...COMMENT_FACT, instructor_id: objectId().required() }),
});

export interface AnswerGiven extends CommentFact {
  asker_id: string;
  /** Whether the instructor or an administrator gave it. */
  by_staff: boolean;
}

export const answerGiven = event({
  type: 'answer.given',
  topic: 'course',
  summary: 'Somebody replied to a question',
  payload: Joi.object<AnswerGiven, true>({
    ...COMMENT_FACT,
    asker_id: objectId().required(),
    by_staff: Joi.boolean().required(),
  }),
});

export interface AnswerPinned extends CommentFact {
  /** null when the question was deleted. */
  asker_id: string | null;
  pinned_by: string;
  pinned_by_name: string;
}

export const answerPinned = event({
  type: 'answer.pinned',
  topic: 'course',
  summary: 'A reply became the official answer of its question',
  payload: Joi.object<AnswerPinned, true>({
    ...COMMENT_FACT,
    asker_id: objectId().allow(null).required(),
    pinned_by: objectId().required(),
    pinned_by_name: Joi.string().allow('').required(),
  }),
});

export interface ParticipantsMentioned extends CommentFact {
  /** Without those whom another event of the same comment tells. */
  mentioned_ids: string[];
}

export const participantsMentioned = event({
  type: 'participants.mentioned',
  topic: 'course',
  summary: 'A comment named participants',
  payload: Joi.object<ParticipantsMentioned, true>({
    ...COMMENT_FACT,
    mentioned_ids: Joi.array().items(objectId()).required(),
  }),
});

export interface CommentRemoved {
  comment_id: string;
  question_id: string;
  /** Whether it was a reply of the instructor or an administrator. */
  by_staff: boolean;
}

export const commentRemoved = event({
  type: 'comment.removed',
  topic: 'course',
  summary: 'A comment was deleted',
  payload: Joi.object<CommentRemoved, true>({
    comment_id: objectId().required(),
    question_id: objectId().required(),
    by_staff: Joi.boolean().required(),
  }),
});
