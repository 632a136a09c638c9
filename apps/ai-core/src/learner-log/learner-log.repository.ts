import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '@har/mongo';
import type { Interaction } from '../recommendation/interaction';
import { INTERACTION, type StoredInteraction } from './interaction.schema';
import { OWNERSHIP, type Ownership } from './ownership.schema';

const PLAIN = { _id: 0, rating_version: 0 };

/** What a learner thinks of a course as of one version of their review; null when it is not shown. */
export interface Rating {
  user_id: string;
  course_id: string;
  /** Milliseconds since 1970. */
  at: number;
  rating: number | null;
  rating_version: number;
}

@Injectable()
export class LearnerLogRepository {
  constructor(
    @InjectModel(INTERACTION) private readonly interactions: Model<StoredInteraction>,
    @InjectModel(OWNERSHIP) private readonly ownerships: Model<Ownership>,
  ) {}

  /** Keeps the first time and the most progress of each kind, whatever the order the facts come in. */
  async record({ user_id, course_id, type, at, progress }: Interaction): Promise<void> {
    const key = { user_id, course_id, type };
    const update = {
      $min: { at },
      ...(progress !== undefined && { $max: { progress } }),
      $setOnInsert: { recorded_at: new Date() },
    };
    try {
      await this.interactions.updateOne(key, update, { upsert: true });
    } catch (error) {
      // Two upserts met: the line exists now.
      if (!isDuplicateKey(error)) throw error;
      await this.interactions.updateOne(key, update);
    }
  }

  /** Keeps the newest rating, whatever the order they come in. */
  async recordRating({ rating, at, rating_version, ...line }: Rating): Promise<void> {
    const older = { ...line, type: 'rated' as const, rating_version: { $lt: rating_version } };
    const newer = { $set: { rating, at, rating_version } };
    try {
      const first = { ...newer, $setOnInsert: { recorded_at: new Date() } };
      await this.interactions.updateOne(older, first, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // There is a line: as new or newer, or an older one that was inserted at this very moment.
      await this.interactions.updateOne(older, newer);
    }
  }

  async putOwnership({ _id, ...ownership }: Ownership): Promise<void> {
    try {
      await this.ownerships.updateOne(
        { _id, version: { $lt: ownership.version } },
        { $set: ownership },
        { upsert: true },
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Takes all lines and rights of a user out; models lose them with their next fit. */
  async forgetUser(userId: string): Promise<void> {
    await this.interactions.deleteMany({ user_id: userId });
    await this.ownerships.deleteMany({ user_id: userId });
  }

  listOf(userId: string): Promise<Interaction[]> {
    return this.interactions.find({ user_id: userId }, PLAIN).lean<Interaction[]>();
  }

  async listOwnedBy(userId: string): Promise<string[]> {
    const owned = await this.ownerships.find({ user_id: userId, active: true }, { course_id: 1 }).lean();
    return owned.map(({ course_id }) => course_id);
  }

  /** The lines of some users, in no order. */
  listOfMany(userIds: readonly string[]): Promise<StoredInteraction[]> {
    return this.interactions.find({ user_id: { $in: [...userIds] } }, PLAIN).lean<StoredInteraction[]>();
  }

  /** Lines that came into the log since a time, the oldest first, at most `limit`. */
  listRecordedSince(since: Date, limit: number): Promise<StoredInteraction[]> {
    return this.interactions
      .find({ recorded_at: { $gte: since } }, PLAIN)
      .sort({ recorded_at: 1 })
      .limit(limit)
      .lean<StoredInteraction[]>();
  }

  /** All lines up to a time, read in pieces. */
  async listThrough(time: Date): Promise<Interaction[]> {
    const all: Interaction[] = [];
    const lines = this.interactions.find({}, PLAIN).lean<StoredInteraction>().cursor({ batchSize: 5_000 });
    for await (const { recorded_at, ...line } of lines) if (!(recorded_at > time)) all.push(line);
    return all;
  }
}
