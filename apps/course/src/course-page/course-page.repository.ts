import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, PipelineStage, QueryFilter } from 'mongoose';
import { CatalogueError } from '@har/errors';
import { toObjectId } from '@har/mongo';
import { COURSES, type Course, type StoredCourse } from '../course/course.schema';
import { LESSON_HEAD, LESSONS, type LessonHead, type StoredLesson } from '../lesson/lesson.schema';
import { MODULES, type CourseModuleRecord, type StoredModule } from '../module/module.schema';

/** A course with its parts at one moment, these in no order; some may not be in its outline. */
export interface WholeCourse {
  readonly course: Course;
  readonly modules: readonly CourseModuleRecord[];
  readonly lessons: readonly LessonHead[];
}

/** What only queries and relays read. */
const INTERNAL = { facets: 0, search_terms: 0, outbox: 0, applied_events: 0 } as const;

/** Whole courses: one round trip brings all that their page shows, each part found by an index. */
@Injectable()
export class CoursePageRepository {
  constructor(
    @InjectModel(COURSES) private readonly courses: Model<StoredCourse>,
    @InjectModel(MODULES) private readonly modules: Model<StoredModule>,
    @InjectModel(LESSONS) private readonly lessons: Model<StoredLesson>,
  ) {}

  /** @throws CatalogueError COURSE_NOT_FOUND */
  async get(id: string): Promise<WholeCourse> {
    return this.read({ _id: toObjectId(id) });
  }

  /** By its present slug or one that it had. @throws CatalogueError COURSE_NOT_FOUND */
  async getBySlug(slug: string): Promise<WholeCourse> {
    return this.read({ slugs: slug });
  }

  private async read(filter: QueryFilter<StoredCourse>): Promise<WholeCourse> {
    const [found] = await this.courses.aggregate<WholeCourse>([
      { $match: filter },
      { $project: INTERNAL },
      { $project: { course: '$$ROOT' } },
      partsOf('modules', this.modules.collection.name, { outbox: 0 }),
      partsOf('lessons', this.lessons.collection.name, LESSON_HEAD),
    ]);
    if (!found) throw new CatalogueError('COURSE_NOT_FOUND');
    return found;
  }
}

/** What another collection has of the course, under a name. */
function partsOf(as: string, from: string, fields: Record<string, 0 | 1>): PipelineStage.Lookup {
  const pipeline = [{ $project: fields }];
  return { $lookup: { from, localField: '_id', foreignField: 'course_id', pipeline, as } };
}
