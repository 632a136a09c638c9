import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '@har/mongo';
import { INSTRUCTOR_NAMES, type InstructorName } from './instructor-name.schema';

@Injectable()
export class InstructorNameRepository {
  constructor(@InjectModel(INSTRUCTOR_NAMES) private readonly names: Model<InstructorName>) {}

  async find(userId: string): Promise<InstructorName | null> {
    return this.names.findById(userId).lean<InstructorName>();
  }

  /** Those that are known, in no order. */
  async findMany(userIds: readonly string[]): Promise<InstructorName[]> {
    return this.names.find({ _id: { $in: [...userIds] } }).lean<InstructorName[]>();
  }

  /** Keeps a name unless a newer one is known. @returns whether it is the newest */
  async keep({ _id, name, review_name, version }: InstructorName): Promise<boolean> {
    try {
      const filter = { _id, version: { $lte: version } };
      await this.names.updateOne(filter, { $set: { name, review_name, version } }, { upsert: true });
      return true;
    } catch (error) {
      // The upsert meets the document that its filter left out: it is newer.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
