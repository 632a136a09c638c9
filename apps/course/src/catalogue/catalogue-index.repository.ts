import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { COURSES, type CatalogueFields, type Course, type StoredCourse } from '../course/course.schema';

const BATCH = 500;

/** What the catalogue keeps inside courses, for building it anew. */
@Injectable()
export class CatalogueIndexRepository {
  constructor(@InjectModel(COURSES) private readonly courses: Model<StoredCourse>) {}

  /** Every course with its catalogue fields, one after the other. */
  stream(): AsyncIterable<Course & CatalogueFields> {
    return this.courses
      .find()
      .select('+facets +search_terms -modules')
      .lean<Course & CatalogueFields>()
      .cursor({ batchSize: BATCH });
  }

  /** Sets the fields of a course that is still as it was read. */
  async setFields({ _id, version }: Pick<Course, '_id' | 'version'>, fields: CatalogueFields): Promise<void> {
    await this.courses.updateOne({ _id, version }, { $set: fields });
  }
}
