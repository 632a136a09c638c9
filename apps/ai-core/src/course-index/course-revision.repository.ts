import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { COURSE_REVISION, type CourseRevision } from './course-revision.schema';

@Injectable()
export class CourseRevisionRepository {
  constructor(@InjectModel(COURSE_REVISION) private readonly revisions: Model<CourseRevision>) {}

  /** 0 for a course that never changed. */
  async find(courseId: string): Promise<number> {
    const found = await this.revisions.findById(courseId).lean();
    return found?.revision ?? 0;
  }

  /** Counting one change twice only makes an index be built once more. */
  async raise(courseId: string): Promise<void> {
    await this.revisions.updateOne({ _id: courseId }, { $inc: { revision: 1 } }, { upsert: true });
  }
}
