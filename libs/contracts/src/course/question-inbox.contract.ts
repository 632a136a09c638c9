import Joi from 'joi';
import { objectId, PAGE_QUERY, PAGINATION, route, type PageQuery, type Pagination } from '@har/routing';
import {
  EXAMPLE_QUESTION,
  QUESTION,
  QUESTION_STATES,
  type QuestionReply,
  type QuestionState,
} from './comment-reply';
import { EXAMPLE_CARD, EXAMPLE_IDS, EXAMPLE_LESSON } from './course-examples';

/** A question with the names of where it was asked. */
export interface InboxQuestion {
  question: QuestionReply;
  course_title: string;
  lesson_title: string;
}

export interface InboxQuery extends PageQuery {
  state: QuestionState;
  course_id?: string;
}

export const listInstructorQuestions = route({
  name: 'comment.list-inbox',
  service: 'course',
  method: 'GET',
  path: '/instructor/questions',
  access: 'instructor',
  tag: 'Questions',
  summary: 'The questions under all of one’s courses: what waits for an answer',
  description: 'Open ones unless said otherwise, those that have waited longest first.',
  query: Joi.object<InboxQuery>({
    ...PAGE_QUERY,
    state: Joi.string()
      .valid(...QUESTION_STATES)
      .default('open'),
    course_id: objectId(),
  }),
  reply: Joi.object<{ questions: InboxQuestion[]; pagination: Pagination }, true>({
    questions: Joi.array()
      .items(
        Joi.object<InboxQuestion, true>({
          question: QUESTION.required(),
          course_title: Joi.string().required(),
          lesson_title: Joi.string().allow('').required(),
        }).label('InboxQuestion'),
      )
      .required(),
    pagination: PAGINATION.required(),
  }),
  example: {
    query: { course_id: EXAMPLE_IDS.course },
    reply: {
      questions: [
        {
          question: { ...EXAMPLE_QUESTION, state: 'open', replies_count: 0, official_answer: null },
          course_title: EXAMPLE_CARD.title,
          lesson_title: EXAMPLE_LESSON.title,
        },
      ],
      pagination: { page: 1, limit: 10, total: 1, pages: 1 },
    },
  },
});
