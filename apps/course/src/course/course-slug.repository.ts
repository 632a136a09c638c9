import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { toObjectId } from '@har/mongo';
import { COURSES, type CourseAddress, type StoredCourse } from './course.schema';

/** Which slugs are taken; that none is given twice is the unique index's work. */
@Injectable()
export class CourseSlugRepository {
  constructor(@InjectModel(COURSES) private readonly courses: Model<StoredCourse>) {}

  /** Whether a course other than this one has or had the slug. */
  async isTaken(slug: string, courseId: string): Promise<boolean> {
    const holder = await this.courses.findOne({ slugs: slug }).select({ _id: 1 }).lean();
    return holder !== null && String(holder._id) !== courseId;
  }

  /** The slugs of other courses that are the base, or the base and a number. @param most courses that are read */
  async listTaken(base: string, courseId: string, most: number): Promise<Set<string>> {
    // A base has letters, digits and hyphens: none of them means anything in a pattern.
    const holders = await this.courses
      .find({ slugs: { $regex: `^${base}(-[0-9]+)?$` }, _id: { $ne: toObjectId(courseId) } })
      .select({ slugs: 1 })
      .limit(most)
      .lean<Pick<CourseAddress, 'slugs'>[]>();
    return new Set(holders.flatMap(({ slugs }) => slugs));
  }

  /** Courses from before there were slugs. */
  async *streamWithout(): AsyncIterable<{ id: string; title: string }> {
    const cursor = this.courses.find({ slug: null }).select({ title: 1 }).lean().cursor({ batchSize: 100 });
    for await (const { _id, title } of cursor) yield { id: String(_id), title };
  }
}
