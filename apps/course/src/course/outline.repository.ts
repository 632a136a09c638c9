import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import type { LessonType } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { OutboxRelays, type OutboxEntry, type OutboxRelay } from '@har/messaging';
import { toObjectId } from '@har/mongo';
import { lessonChangedEvent, moduleChangedEvent } from './course-changes';
import { COURSES, type Course, type StoredCourse } from './course.schema';
import { findLessonPlace, findModulePlace } from './outline';

/** A course is one document: its outline, and what tells of it, must stay far below 16 MB. */
export const MOST_MODULES = 200;
export const MOST_LESSONS = 1_000;

export interface LessonLink {
  course_id: string;
  module_id: string;
  lesson_id: string;
  /** From 1; the end where it is absent or beyond. */
  order?: number;
  duration_seconds: number;
  type: LessonType;
  /** Whether it has the body of its type: one that has not may only join a course that is not published. */
  complete: boolean;
}

export interface CourseTotals {
  total_lessons: number;
  total_duration_seconds: number;
}

/** Puts modules and lessons into a course's outline, each by one atomic update. */
@Injectable()
export class OutlineRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(COURSES) private readonly courses: Model<StoredCourse>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(courses);
  }

  /**
   * Adds a module to the outline; nothing changes when it is in it already.
   *
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_ARCHIVED, COURSE_TOO_LARGE or COURSE_EDIT_CONFLICT
   */
  async linkModule(courseId: string, moduleId: string, order?: number): Promise<Course> {
    const event = moduleChangedEvent({ course_id: courseId, module_id: moduleId, deleted: false });
    const linked = await this.update(
      courseId,
      { 'modules._id': { $ne: toObjectId(moduleId) }, [`modules.${MOST_MODULES - 1}`]: { $exists: false } },
      { $push: { modules: at(order, { _id: toObjectId(moduleId), lessons: [] }) } },
      event,
    );
    if (linked) return linked;
    const course = await this.findEditable(courseId);
    if (findModulePlace(course.modules, moduleId)) return course;
    throw course.modules.length >= MOST_MODULES ? tooLarge() : new CatalogueError('COURSE_EDIT_CONFLICT');
  }

  /**
   * Adds a lesson to a module and to the course's totals; nothing changes when it is in the outline already.
   *
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_ARCHIVED, MODULE_NOT_FOUND, COURSE_TOO_LARGE, LESSON_INCOMPLETE or
   * COURSE_EDIT_CONFLICT
   */
  async linkLesson(link: LessonLink): Promise<Course> {
    const { course_id, module_id, lesson_id } = link;
    const module = toObjectId(module_id);
    const lesson = toObjectId(lesson_id);
    const linked = await this.update(
      course_id,
      {
        'modules._id': module,
        'modules.lessons': { $ne: lesson },
        total_lessons: { $lt: MOST_LESSONS },
        ...(!link.complete && { status: 'draft' }),
      },
      {
        $push: { 'modules.$[module].lessons': at(link.order, lesson) },
        $inc: { total_lessons: 1, total_duration_seconds: link.duration_seconds },
      },
      lessonChangedEvent({ course_id, lesson_id, deleted: false }),
      [{ 'module._id': module }],
    );
    if (linked) return linked;
    const course = await this.findEditable(course_id);
    if (findLessonPlace(course.modules, lesson_id)) return course;
    if (!findModulePlace(course.modules, module_id)) throw new CatalogueError('MODULE_NOT_FOUND');
    if (course.total_lessons >= MOST_LESSONS) throw tooLarge();
    const refused = !link.complete && course.status !== 'draft';
    throw refused
      ? new CatalogueError('LESSON_INCOMPLETE', { type: link.type })
      : new CatalogueError('COURSE_EDIT_CONFLICT');
  }

  /** Moves the kept duration with that of a lesson. @param seconds may be negative */
  async addDuration(courseId: string, seconds: number): Promise<void> {
    if (seconds === 0) return;
    await this.courses.updateOne({ _id: courseId }, { $inc: { total_duration_seconds: seconds } });
  }

  /** Sets the kept totals if they are still what they were. @returns whether they were */
  async setTotals(courseId: string, kept: CourseTotals, counted: CourseTotals): Promise<boolean> {
    const result = await this.courses.updateOne({ _id: courseId, ...kept }, { $set: counted });
    return result.modifiedCount === 1;
  }

  private async update(
    courseId: string,
    filter: QueryFilter<StoredCourse>,
    update: UpdateQuery<StoredCourse> & { $push: object; $inc?: object },
    event: OutboxEntry,
    arrayFilters?: Record<string, unknown>[],
  ): Promise<Course | null> {
    const course = await this.courses
      .findOneAndUpdate(
        { status: { $ne: 'archived' }, ...filter, _id: toObjectId(courseId) },
        {
          $set: { updated_at: new Date() },
          $push: { ...update.$push, outbox: event },
          $inc: { ...update.$inc, version: 1 },
        },
        { returnDocument: 'after', ...(arrayFilters && { arrayFilters }) },
      )
      .lean<Course>();
    if (course) void this.relay.kick(course._id);
    return course;
  }

  private async findEditable(id: string): Promise<Course> {
    const course = await this.courses.findById(id).lean<Course>();
    if (!course) throw new CatalogueError('COURSE_NOT_FOUND');
    if (course.status === 'archived') throw new CatalogueError('COURSE_ARCHIVED');
    return course;
  }
}

function at<T>(order: number | undefined, item: T) {
  return { $each: [item], ...(order !== undefined && { $position: order - 1 }) };
}

function tooLarge(): CatalogueError {
  return new CatalogueError('COURSE_TOO_LARGE', { modules: MOST_MODULES, lessons: MOST_LESSONS });
}
