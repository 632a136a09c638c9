import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { retryOnConflict, toObjectId } from '@har/mongo';
import { DELETED_LESSONS, type DeletedLesson } from './deleted-lesson.schema';

@Injectable()
export class DeletedLessonRepository {
  constructor(@InjectModel(DELETED_LESSONS) private readonly lessons: Model<DeletedLesson>) {}

  async remember(lessonId: string): Promise<void> {
    await retryOnConflict(() =>
      this.lessons.updateOne(
        { _id: toObjectId(lessonId) },
        { $setOnInsert: { deleted_at: new Date() } },
        { upsert: true },
      ),
    );
  }

  async has(lessonId: string): Promise<boolean> {
    return (await this.lessons.exists({ _id: toObjectId(lessonId) })) !== null;
  }
}
