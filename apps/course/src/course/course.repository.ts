import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { CourseStatus } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { OutboxRelays, type OutboxEntry, type OutboxRelay } from '@har/messaging';
import { isDuplicateKey, retryOnConflict, toObjectId, toObjectIds } from '@har/mongo';
import type { PageQuery } from '@har/routing';
import { catalogueEntryEvents, catalogueFieldsOf } from '../catalogue/catalogue-entry';
import { courseChangedEvent } from './course-changes';
import {
  COURSES,
  type Course,
  type CourseAddress,
  type CourseContent,
  type StoredCourse,
} from './course.schema';
import { EditQueue } from './edit-queue';
import { OUTLINE_PROJECTION, type OutlinedCourse } from './outlined-course';

export interface NewCourseRecord extends CourseContent, Pick<CourseAddress, 'slug'> {
  /** 24 hexadecimal digits */
  id: string;
  instructor_id: string;
  instructor_name: string;
}

/**
 * What one change sets. `events` are told with it; without them it tells that the course itself changed. What is told
 * `also` comes on top.
 */
export interface CourseChange {
  readonly set: Partial<Omit<Course, '_id' | 'version' | 'created_at' | 'updated_at'>>;
  readonly events?: readonly OutboxEntry[];
  readonly also?: readonly OutboxEntry[];
}

/** Before the caller does, see EDIT_DEADLINE_MS of the contracts. */
const GIVE_UP_MS = 8_000;
const LONGEST_PAUSE_MS = 40;
/** Own courses are counted one by one up to here. */
const COUNT_BOUND = 10_000;

/** Courses. What only queries read (facets, search terms, outbox) never leaves. */
@Injectable()
export class CourseRepository {
  private readonly relay: OutboxRelay;
  private readonly edits = new EditQueue();

  constructor(
    @InjectModel(COURSES) private readonly courses: Model<StoredCourse>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(courses);
  }

  async find(id: string): Promise<Course | null> {
    return this.courses.findById(id).lean<Course>();
  }

  /** @throws CatalogueError COURSE_NOT_FOUND */
  async get(id: string): Promise<Course> {
    const course = await this.find(id);
    if (!course) throw new CatalogueError('COURSE_NOT_FOUND');
    return course;
  }

  /** No more of the course than decides who may open it. */
  async findOutline(id: string): Promise<OutlinedCourse | null> {
    return this.courses.findById(id).select(OUTLINE_PROJECTION).lean<OutlinedCourse>();
  }

  /** @throws CatalogueError COURSE_NOT_FOUND */
  async getOutline(id: string): Promise<OutlinedCourse> {
    const course = await this.findOutline(id);
    if (!course) throw new CatalogueError('COURSE_NOT_FOUND');
    return course;
  }

  /** Those of the courses that exist, in no order. */
  async findMany(ids: readonly string[]): Promise<Course[]> {
    return this.courses.find({ _id: { $in: toObjectIds(ids) } }).lean<Course[]>();
  }

  /** An instructor's courses of every status, last changed first. */
  async listOwn(instructorId: string, page: PageQuery & { status?: CourseStatus }) {
    const filter = { instructor_id: toObjectId(instructorId), ...(page.status && { status: page.status }) };
    const [courses, total] = await Promise.all([
      this.courses
        .find(filter)
        .sort({ updated_at: -1, _id: -1 })
        .skip((page.page - 1) * page.limit)
        .limit(page.limit)
        .lean<Course[]>(),
      this.courses.countDocuments(filter, { limit: COUNT_BOUND }),
    ]);
    return { courses, total };
  }

  /** The ids of all courses, one after the other. */
  async *streamIds(): AsyncIterable<string> {
    const cursor = this.courses.find().select({ _id: 1 }).lean().cursor({ batchSize: 1_000 });
    for await (const { _id } of cursor) yield String(_id);
  }

  /** An instructor's courses that show another name than this one. @param instructorId 24 hexadecimal digits */
  async listIdsNamedOtherwise(instructorId: string, name: string): Promise<string[]> {
    const courses = await this.courses
      .find({ instructor_id: toObjectId(instructorId), instructor_name: { $ne: name } })
      .select({ _id: 1 })
      .lean();
    return courses.map(({ _id }) => String(_id));
  }

  /** The draft, or the one made before when the same id is created again. @returns null when its slug is taken */
  async create({ id, instructor_id, ...content }: NewCourseRecord): Promise<Course | null> {
    const now = new Date();
    const draft: Course = {
      ...content,
      _id: toObjectId(id),
      slugs: [content.slug],
      instructor_id: toObjectId(instructor_id),
      status: 'draft',
      version: 1,
      modules: [],
      total_lessons: 0,
      total_duration_seconds: 0,
      enrollments_count: 0,
      average_rating: 0,
      reviews_count: 0,
      rating_counts: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
      popularity: 0,
      created_at: now,
      updated_at: now,
      published_at: null,
    };
    try {
      const stored = { ...draft, outbox: [courseChangedEvent(draft)] };
      await retryOnConflict(() => this.courses.create([stored]));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    void this.relay.kick(draft._id);
    return this.find(id);
  }

  /**
   * Changes a course by compare-and-set on its version, again and again until nobody was faster.
   *
   * @param decide what to set, from the course as it is now; undefined changes nothing. It may run several times.
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_EDIT_CONFLICT, or what `decide` throws
   */
  async change(
    id: string,
    decide: (course: Course) => CourseChange | undefined | Promise<CourseChange | undefined>,
  ): Promise<Course> {
    return this.edits.run(id, async () => {
      const giveUpAt = Date.now() + GIVE_UP_MS;
      do {
        const course = await this.get(id);
        const change = await decide(course);
        if (!change) return course;
        const changed = await this.compareAndSet(course, change);
        if (changed) return changed;
        await sleep(Math.random() * LONGEST_PAUSE_MS);
      } while (Date.now() < giveUpAt);
      throw new CatalogueError('COURSE_EDIT_CONFLICT');
    });
  }

  private async compareAndSet(
    course: Course,
    { set, events, also = [] }: CourseChange,
  ): Promise<Course | null> {
    const next: Course = { ...course, ...set, version: course.version + 1, updated_at: new Date() };
    const told = events ?? [courseChangedEvent(next), ...catalogueEntryEvents(course, next)];
    const fields = events ? {} : catalogueFieldsOf(next);
    try {
      const changed = await this.courses
        .findOneAndUpdate(
          { _id: course._id, version: course.version },
          {
            $set: { ...set, ...fields, version: next.version, updated_at: next.updated_at },
            $push: { outbox: { $each: [...told, ...also] } },
          },
          { returnDocument: 'after' },
        )
        .lean<Course>();
      if (changed) void this.relay.kick(changed._id);
      return changed;
    } catch (error) {
      // Another course was faster with the slug: it is decided anew.
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }
}
