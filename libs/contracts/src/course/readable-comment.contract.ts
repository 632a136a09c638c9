import Joi from 'joi';
import { call, objectId } from '@har/routing';

export interface ReadableQuestion {
  user_id: string;
  /** At most 100. */
  comment_ids: string[];
}

/**
 * Which of some comments a user may read now: those that were not deleted, under lessons that the user may open. What
 * is told of the others would be news from behind a closed door.
 */
export const listReadableComments = call({
  name: 'comment.list-readable',
  service: 'course',
  repeatable: true,
  body: Joi.object<ReadableQuestion, true>({
    user_id: objectId().required(),
    comment_ids: Joi.array().items(objectId()).max(100).required(),
  }),
  reply: Joi.object<{ comment_ids: string[] }, true>({
    comment_ids: Joi.array().items(objectId()).required(),
  }),
});
