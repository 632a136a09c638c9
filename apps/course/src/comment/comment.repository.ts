import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import { OutboxRelays, type OutboxEntry, type OutboxRelay } from '@har/messaging';
import { isDuplicateKey, retryOnConflict, toObjectId, toObjectIds } from '@har/mongo';
import { COMMENTS, type Comment, type StoredComment } from './comment.schema';

export interface CommentCorrection {
  content: string;
  mentions: Types.ObjectId[];
  /** Those who were not mentioned before are told. */
  events: readonly OutboxEntry[];
}

/** Comments one by one; every change is a single atomic update whose filter names the expected state. */
@Injectable()
export class CommentRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(COMMENTS) private readonly comments: Model<StoredComment>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(comments);
  }

  /** Deleted ones too. */
  async find(id: string): Promise<Comment | null> {
    return this.comments.findById(toObjectId(id)).lean<Comment>();
  }

  /** Those that exist and were not deleted, in no order. */
  async findMany(ids: readonly Types.ObjectId[]): Promise<Comment[]> {
    if (ids.length === 0) return [];
    return this.comments.find({ _id: { $in: [...ids] }, deleted_at: null }).lean<Comment[]>();
  }

  /** Writes a comment once. @returns what is stored, null when the id is another's; and whether this call wrote it */
  async insert(
    comment: Comment,
    events: readonly OutboxEntry[],
  ): Promise<{ stored: Comment | null; created: boolean }> {
    let created = true;
    try {
      await retryOnConflict(() => this.comments.create([{ ...comment, outbox: [...events] }]));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      created = false;
    }
    void this.relay.kick(comment._id);
    const own = { _id: comment._id, user_id: comment.user_id };
    return { stored: await this.comments.findOne(own).lean<Comment>(), created };
  }

  /** Corrects a comment that was posted after `since`. @returns null when it is older, deleted or another's */
  async correct(
    id: string,
    userId: string,
    since: Date,
    { content, mentions, events }: CommentCorrection,
  ): Promise<Comment | null> {
    const corrected = await this.comments
      .findOneAndUpdate(
        {
          _id: toObjectId(id),
          user_id: toObjectId(userId),
          deleted_at: null,
          created_at: { $gt: since },
        },
        {
          $set: { content, mentions, edited_at: new Date() },
          ...(events.length > 0 && { $push: { outbox: { $each: [...events] } } }),
        },
        { returnDocument: 'after' },
      )
      .lean<Comment>();
    if (corrected) void this.relay.kick(corrected._id);
    return corrected;
  }

  /** Takes the text away for good; a question is listed as long as it has replies. @returns whether it was there */
  async remove(comment: Comment, event: OutboxEntry): Promise<boolean> {
    const result = await this.comments.updateOne(
      { _id: comment._id, deleted_at: null },
      {
        $set: { deleted_at: new Date(), content: '', mentions: [], listed: false },
        $push: { outbox: event },
      },
    );
    void this.relay.kick(comment._id);
    return result.modifiedCount === 1;
  }

  /** Adds a vote, or takes it back; again, changes nothing. @returns the votes, or null when the comment was deleted */
  async vote(id: string, userId: string, given: boolean): Promise<number | null> {
    const user = toObjectId(userId);
    const filter = { _id: toObjectId(id), deleted_at: null };
    if (given) {
      const add = { $push: { voters: user }, $inc: { votes_count: 1 } };
      await this.comments.updateOne({ ...filter, voters: { $ne: user } }, add);
    } else {
      const take = { $pull: { voters: user }, $inc: { votes_count: -1 } };
      await this.comments.updateOne({ ...filter, voters: user }, take);
    }
    const now = await this.comments.findOne(filter).select({ votes_count: 1 }).lean<Comment>();
    return now?.votes_count ?? null;
  }

  /** Which of the comments a user has voted for. */
  async listVoted(userId: string, ids: readonly Types.ObjectId[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const voted = await this.comments
      .find({ _id: { $in: [...ids] }, voters: toObjectId(userId) })
      .select({ _id: 1 })
      .lean();
    return new Set(voted.map(({ _id }) => String(_id)));
  }

  /** Which of the users have written under a lesson. */
  async listWriters(lessonId: Types.ObjectId, userIds: readonly string[]): Promise<Set<string>> {
    if (userIds.length === 0) return new Set();
    const written = await this.comments
      .find({ lesson_id: lessonId, user_id: { $in: toObjectIds(userIds) }, deleted_at: null })
      .select({ user_id: 1 })
      .lean<Pick<Comment, 'user_id'>[]>();
    return new Set(written.map(({ user_id }) => String(user_id)));
  }
}
