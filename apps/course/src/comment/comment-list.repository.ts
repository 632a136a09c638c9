import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import type { InboxQuery, QuestionOrder, QuestionQuery, ReplyOrder, ReplyQuery } from '@har/contracts';
import { toObjectId } from '@har/mongo';
import { COMMENTS, type Question, type Reply, type StoredComment } from './comment.schema';

type Order = Record<string, 1 | -1>;

const NEWEST = { created_at: -1, _id: -1 } as const;

/** Each is the end of an index, see comment.schema.ts. */
const QUESTION_ORDER: Record<QuestionOrder, Order> = {
  pinned: { has_official: -1, votes_count: -1, ...NEWEST },
  votes: { votes_count: -1, ...NEWEST },
  newest: NEWEST,
};
const REPLY_ORDER: Record<ReplyOrder, Order> = {
  votes: { votes_count: -1, ...NEWEST },
  newest: NEWEST,
  oldest: { created_at: 1, _id: 1 },
};
/** Counted one by one up to here. */
const COUNT_BOUND = 10_000;

interface Slice {
  filter: object;
  order: Order;
  skip: number;
  limit: number;
}

/** Pages of comments. */
@Injectable()
export class CommentListRepository {
  constructor(@InjectModel(COMMENTS) private readonly comments: Model<StoredComment>) {}

  async listQuestions(lessonId: Types.ObjectId, { sort, state, page, limit }: QuestionQuery) {
    const filter = { lesson_id: lessonId, kind: 'question', listed: true, ...(state && { state }) };
    const slice = { filter, order: QUESTION_ORDER[sort], skip: (page - 1) * limit, limit };
    const [questions, total] = await Promise.all([this.read<Question>(slice), this.count(filter)]);
    return { questions, total };
  }

  /** The replies of a question without its official answer, which comes before them all. */
  async listReplies({ _id, pinned_reply_id }: Question, { sort, page, limit }: ReplyQuery, first: number) {
    const filter = {
      question_id: _id,
      kind: 'reply',
      listed: true,
      ...(first > 0 && { _id: { $ne: pinned_reply_id } }),
    };
    const start = (page - 1) * limit;
    const skip = Math.max(0, start - first);
    const wanted = start < first ? limit - first : limit;
    const slice = { filter, order: REPLY_ORDER[sort], skip, limit: wanted };
    const [replies, others] = await Promise.all([
      wanted > 0 ? this.read<Reply>(slice) : [],
      this.count(filter),
    ]);
    return { replies, total: others + first };
  }

  /** The questions of an instructor's courses, oldest first. */
  async listInbox(instructorId: string, { state, course_id, page, limit }: InboxQuery) {
    const filter = {
      instructor_id: toObjectId(instructorId),
      ...(course_id && { course_id: toObjectId(course_id) }),
      kind: 'question',
      listed: true,
      state,
    };
    const order: Order = { created_at: 1, _id: 1 };
    const slice = { filter, order, skip: (page - 1) * limit, limit };
    const [questions, total] = await Promise.all([this.read<Question>(slice), this.count(filter)]);
    return { questions, total };
  }

  private read<T>({ filter, order, skip, limit }: Slice): Promise<T[]> {
    return this.comments.find(filter).sort(order).skip(skip).limit(limit).lean<T[]>().exec();
  }

  private count(filter: object): Promise<number> {
    return this.comments.countDocuments(filter, { limit: COUNT_BOUND }).exec();
  }
}
