import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '@har/mongo';
import type { CatalogueCourse } from '../recommendation/interaction';
import { COURSE_CARD, type CourseCard } from './course-card.schema';

@Injectable()
export class CourseCardRepository {
  constructor(@InjectModel(COURSE_CARD) private readonly cards: Model<CourseCard>) {}

  /** Takes the state unless a newer one is known. */
  async put({ course_id, ...card }: CatalogueCourse & { version: number }): Promise<void> {
    const older = { _id: course_id, version: { $lt: card.version } };
    try {
      await this.cards.updateOne(older, { $set: card }, { upsert: true });
    } catch (error) {
      // The upsert met a card that is as new or newer.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async list(): Promise<CatalogueCourse[]> {
    const cards = await this.cards.find({}, { version: 0 }).lean();
    return cards.map(({ _id, ...card }) => ({ course_id: _id, ...card }));
  }
}
