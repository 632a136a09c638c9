import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { toObjectId } from '@har/mongo';
import { LESSONS, type Lesson, type StoredLesson } from '../lesson/lesson.schema';

/** What recording progress must know of a lesson. */
export type LessonKind = Pick<Lesson, '_id' | 'type' | 'is_free_preview'>;

/** Lessons for readers. Whether one is still in its course is said by the outline, which is read beside it. */
@Injectable()
export class LessonReaderRepository {
  constructor(@InjectModel(LESSONS) private readonly lessons: Model<StoredLesson>) {}

  /** A lesson with its body, keys and solution: for the eyes of the service only. */
  async find(courseId: string, lessonId: string): Promise<Lesson | null> {
    return this.lessons
      .findOne({ _id: toObjectId(lessonId), course_id: toObjectId(courseId) })
      .lean<Lesson>();
  }

  async findKind(courseId: string, lessonId: string): Promise<LessonKind | null> {
    return this.lessons
      .findOne({ _id: toObjectId(lessonId), course_id: toObjectId(courseId) })
      .select({ type: 1, is_free_preview: 1 })
      .lean<LessonKind>();
  }
}
