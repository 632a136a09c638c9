import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '@har/mongo';
import type { Interaction } from '../recommendation/interaction';
import { INTERACTION } from './interaction.schema';
import { OWNERSHIP, type Ownership } from './ownership.schema';

const PLAIN = { _id: 0 };

@Injectable()
export class LearnerLogRepository {
  constructor(
    @InjectModel(INTERACTION) private readonly interactions: Model<Interaction>,
    @InjectModel(OWNERSHIP) private readonly ownerships: Model<Ownership>,
  ) {}

  /** Keeps the first time and the most progress of each kind, whatever the order the facts come in. */
  async record({ user_id, course_id, type, at, progress }: Interaction): Promise<void> {
    const key = { user_id, course_id, type };
    const update = { $min: { at }, ...(progress !== undefined && { $max: { progress } }) };
    try {
      await this.interactions.updateOne(key, update, { upsert: true });
    } catch (error) {
      // Two upserts met: the line exists now.
      if (!isDuplicateKey(error)) throw error;
      await this.interactions.updateOne(key, update);
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

  listOf(userId: string): Promise<Interaction[]> {
    return this.interactions.find({ user_id: userId }, PLAIN).lean<Interaction[]>();
  }

  async listOwnedBy(userId: string): Promise<string[]> {
    const owned = await this.ownerships.find({ user_id: userId, active: true }, { course_id: 1 }).lean();
    return owned.map(({ course_id }) => course_id);
  }

  /** The whole log, read in pieces. */
  async listAll(): Promise<Interaction[]> {
    const all: Interaction[] = [];
    const lines = this.interactions.find({}, PLAIN).lean<Interaction>().cursor({ batchSize: 5_000 });
    for await (const line of lines) all.push(line);
    return all;
  }

  /** Changes whenever a line is added: how many there are, roughly, and the latest. */
  async fingerprint(): Promise<string> {
    const [count, latest] = await Promise.all([
      this.interactions.estimatedDocumentCount(),
      this.interactions.findOne({}, { at: 1 }).sort({ at: -1 }).lean(),
    ]);
    return `${count}:${latest?.at ?? 0}`;
  }
}
