import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { COURSE_REVISION, type CourseRevision } from './course-revision.schema';

@Injectable()
export class CourseRevisionRepository {
  constructor(@InjectModel(COURSE_REVISION) private readonly revisions: Model<CourseRevision>) {}

  /** 0 for what never changed. */
  async find(courseId: string): Promise<Omit<CourseRevision, '_id'>> {
    const found = await this.revisions.findById(courseId).lean();
    return { revision: found?.revision ?? 0, glossary_revision: found?.glossary_revision ?? 0 };
  }

  /** The lessons changed. Counting one change twice only makes an index be built once more. */
  async raise(courseId: string): Promise<void> {
    await this.revisions.updateOne({ _id: courseId }, { $inc: { revision: 1 } }, { upsert: true });
  }

  /** The glossary changed. */
  async raiseGlossary(courseId: string): Promise<void> {
    await this.revisions.updateOne({ _id: courseId }, { $inc: { glossary_revision: 1 } }, { upsert: true });
  }
}
