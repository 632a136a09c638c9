import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, PipelineStage, Types } from 'mongoose';
import { OutboxRelays, type OutboxEntry, type OutboxRelay } from '@har/messaging';
import { toObjectId } from '@har/mongo';
import { COMMENTS, type Question, type StoredComment } from './comment.schema';

/** What a question keeps of its replies, and what they are counted to be. */
export interface ThreadCount {
  readonly replies_count: number;
  readonly staff_replies_count: number;
  readonly pinned_reply_id: Types.ObjectId | null;
}

/** A reply that came (1) or went (-1). */
export interface ThreadMove {
  readonly question_id: string;
  readonly reply_id: string;
  readonly by_staff: boolean;
  readonly delta: 1 | -1;
}

/** How many events a question remembers. */
const WINDOW = 200;
const NO_REPLY = { $lte: ['$staff_replies_count', 0] };
const IS_THERE = { $eq: ['$deleted_at', null] };

/** What follows from a question's own fields; run after every change of them, in the same update. */
const DERIVED: PipelineStage.Set[] = [
  { $set: { has_official: { $ne: ['$pinned_reply_id', null] } } },
  {
    $set: {
      state: {
        $cond: [
          { $and: [IS_THERE, NO_REPLY, { $not: ['$by_staff'] }, { $not: ['$has_official'] }] },
          'open',
          'answered',
        ],
      },
      listed: {
        $and: [{ $not: ['$lesson_gone'] }, { $or: [IS_THERE, { $gt: ['$replies_count', 0] }] }],
      },
    },
  },
];

/** What questions keep of their threads. */
@Injectable()
export class ThreadRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(COMMENTS) private readonly comments: Model<StoredComment>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(comments);
  }

  async find(questionId: Types.ObjectId): Promise<Question | null> {
    return this.comments.findOne({ _id: questionId, kind: 'question' }).lean<Question>();
  }

  /** Counts a reply that came or went, once however often the event is told; an official answer that went is none. */
  async move({ question_id, reply_id, by_staff, delta }: ThreadMove, eventId: string): Promise<void> {
    const gone = { $cond: [{ $eq: ['$pinned_reply_id', toObjectId(reply_id)] }, null, '$pinned_reply_id'] };
    const applied = { $concatArrays: [{ $ifNull: ['$applied_events', []] }, [eventId]] };
    const counted = {
      replies_count: { $add: ['$replies_count', delta] },
      staff_replies_count: { $add: ['$staff_replies_count', by_staff ? delta : 0] },
      applied_events: { $slice: [applied, -WINDOW] },
      ...(delta < 0 && { pinned_reply_id: gone }),
    };
    await this.comments.updateOne(
      { _id: toObjectId(question_id), kind: 'question', applied_events: { $ne: eventId } },
      [{ $set: counted }, ...DERIVED],
      { updatePipeline: true },
    );
  }

  /** Brings what follows from a question up to date. */
  async settle(questionId: string): Promise<void> {
    const filter = { _id: toObjectId(questionId), kind: 'question' as const };
    await this.comments.updateOne(filter, DERIVED, { updatePipeline: true });
  }

  /** Makes a reply the official answer where there is none. @returns whether this call did */
  async pin(questionId: Types.ObjectId, replyId: Types.ObjectId, event: OutboxEntry): Promise<boolean> {
    const result = await this.comments.updateOne(
      { _id: questionId, kind: 'question', pinned_reply_id: null },
      {
        $set: { pinned_reply_id: replyId, has_official: true, state: 'answered' },
        $push: { outbox: event },
      },
    );
    if (result.modifiedCount === 1) void this.relay.kick(questionId);
    return result.modifiedCount === 1;
  }

  /** Makes the official answer a reply like any other, if it is this one. */
  async unpin(questionId: Types.ObjectId, replyId: Types.ObjectId): Promise<void> {
    await this.comments.updateOne(
      { _id: questionId, pinned_reply_id: replyId },
      [{ $set: { pinned_reply_id: null } }, ...DERIVED],
      { updatePipeline: true },
    );
  }

  /** Takes the questions of a deleted lesson out of every list. */
  async withdraw(lessonId: string): Promise<void> {
    await this.comments.updateMany(
      { lesson_id: toObjectId(lessonId), kind: 'question' },
      { $set: { lesson_gone: true, listed: false } },
    );
  }

  streamQuestions(): AsyncIterable<Question> {
    return this.comments.find({ kind: 'question' }).lean<Question>().cursor({ batchSize: 100 });
  }

  /** The replies of a question as they are. */
  async count({ _id, pinned_reply_id }: Question): Promise<ThreadCount> {
    const filter = { question_id: _id, kind: 'reply' as const, listed: true };
    const [replies_count, staff_replies_count, pinned] = await Promise.all([
      this.comments.countDocuments(filter),
      this.comments.countDocuments({ ...filter, by_staff: true }),
      pinned_reply_id && this.comments.exists({ ...filter, _id: pinned_reply_id }),
    ]);
    return { replies_count, staff_replies_count, pinned_reply_id: pinned ? pinned_reply_id : null };
  }

  /** Sets what is kept, if it is still what it was. @returns whether it was */
  async recount(kept: Question, counted: ThreadCount): Promise<boolean> {
    const { _id, replies_count, staff_replies_count, pinned_reply_id } = kept;
    const result = await this.comments.updateOne(
      { _id, replies_count, staff_replies_count, pinned_reply_id },
      [{ $set: { ...counted } }, ...DERIVED],
      { updatePipeline: true },
    );
    return result.modifiedCount === 1;
  }
}
