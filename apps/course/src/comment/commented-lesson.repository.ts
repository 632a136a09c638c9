import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import { toObjectId } from '@har/mongo';
import { LESSONS, type Lesson, type StoredLesson } from '../lesson/lesson.schema';

/** What a discussion must know of its lesson. */
export type CommentedLesson = Pick<Lesson, '_id' | 'course_id' | 'title' | 'is_free_preview'>;

const FIELDS = { course_id: 1, title: 1, is_free_preview: 1 } as const;

/** Lessons by their id alone. Whether one is still in its course is said by the course's outline. */
@Injectable()
export class CommentedLessonRepository {
  constructor(@InjectModel(LESSONS) private readonly lessons: Model<StoredLesson>) {}

  async find(lessonId: string): Promise<CommentedLesson | null> {
    return this.lessons.findById(toObjectId(lessonId)).select(FIELDS).lean<CommentedLesson>();
  }

  /** Titles by lesson id. */
  async titlesOf(lessonIds: readonly Types.ObjectId[]): Promise<Map<string, string>> {
    const lessons = await this.lessons
      .find({ _id: { $in: [...lessonIds] } })
      .select(FIELDS)
      .lean<CommentedLesson[]>();
    return new Map(lessons.map(({ _id, title }) => [String(_id), title]));
  }
}
