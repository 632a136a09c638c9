import Joi from 'joi';
import { ID_PARAMS, route } from '@har/routing';
import { EXAMPLE_QUESTION, EXAMPLE_REPLY, QUESTION, type QuestionReply } from './comment-reply';

export interface VoteReply {
  votes_count: number;
  voted: boolean;
}

const VOTE = Joi.object<VoteReply, true>({
  votes_count: Joi.number().integer().min(0).required(),
  voted: Joi.boolean().required(),
});
const VOTING = ['NOT_ENROLLED', 'COURSE_ACCESS_ENDED', 'COMMENT_NOT_FOUND'] as const;

export const voteForComment = route({
  name: 'comment.vote',
  service: 'course',
  method: 'PUT',
  path: '/comments/:id/vote',
  access: 'user',
  tag: 'Questions',
  summary: 'Vote for a comment of somebody else; again changes nothing',
  params: ID_PARAMS,
  reply: VOTE,
  errors: [...VOTING, 'OWN_COMMENT_VOTE'],
  example: { params: { id: EXAMPLE_QUESTION._id }, reply: { votes_count: 3, voted: true } },
});

export const withdrawVote = route({
  name: 'comment.withdraw-vote',
  service: 'course',
  method: 'DELETE',
  path: '/comments/:id/vote',
  access: 'user',
  tag: 'Questions',
  summary: 'Take one’s vote back',
  params: ID_PARAMS,
  reply: VOTE,
  errors: VOTING,
  example: { params: { id: EXAMPLE_QUESTION._id }, reply: { votes_count: 2, voted: false } },
});

const PINNED = Joi.object<{ question: QuestionReply }, true>({ question: QUESTION.required() });
const PINNING = ['COURSE_NOT_OWNER', 'COMMENT_NOT_FOUND'] as const;

export const pinAnswer = route({
  name: 'comment.pin',
  service: 'course',
  method: 'POST',
  path: '/comments/:id/pin',
  access: 'instructor',
  tag: 'Questions',
  summary: 'Make a reply the official answer of its question',
  description:
    'For the course’s instructor and administrators. A question has at most one official answer: another one must be ' +
    'unpinned first. Pinning the same one again changes nothing.',
  params: ID_PARAMS,
  reply: PINNED,
  errors: [...PINNING, 'COMMENT_NOT_ANSWER', 'ANSWER_ALREADY_PINNED'],
  example: { params: { id: EXAMPLE_REPLY._id }, reply: { question: EXAMPLE_QUESTION } },
});

export const unpinAnswer = route({
  name: 'comment.unpin',
  service: 'course',
  method: 'DELETE',
  path: '/comments/:id/pin',
  access: 'instructor',
  tag: 'Questions',
  summary: 'Make the official answer a reply like any other',
  params: ID_PARAMS,
  reply: PINNED,
  errors: [...PINNING, 'COMMENT_NOT_ANSWER'],
  example: {
    params: { id: EXAMPLE_REPLY._id },
    reply: { question: { ...EXAMPLE_QUESTION, official_answer: null } },
  },
});
