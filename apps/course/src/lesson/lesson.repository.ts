import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { LessonType } from '@har/contracts';
import { OutboxRelays, type OutboxRelay } from '@har/messaging';
import { isDuplicateKey, toObjectId, toObjectIds } from '@har/mongo';
import { filesChangedEvents, lessonChangedEvent } from '../course/course-changes';
import type { Course } from '../course/course.schema';
import { findLessonPlace } from '../course/outline';
import {
  LESSON_HEAD,
  LESSONS,
  type Lesson,
  type LessonHead,
  type StoredBody,
  type StoredLesson,
} from './lesson.schema';

export interface NewLessonRecord extends StoredBody {
  /** 24 hexadecimal digits */
  id: string;
  course_id: string;
  title: string;
  description: string;
  type: LessonType;
  is_free_preview: boolean;
  duration_seconds: number;
  complete: boolean;
}

/** What a change sets; a body of another type than the new one goes. */
export type LessonChanges = Partial<
  Pick<Lesson, 'title' | 'description' | 'type' | 'is_free_preview' | 'duration_seconds' | 'complete'>
> &
  StoredBody;

const BODIES = ['video', 'content', 'quiz', 'exercise'] as const;

/**
 * Lessons. A lesson exists when the outline of its course names it: readers pass the course, so that what a crash left
 * behind is never seen.
 */
@Injectable()
export class LessonRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(LESSONS) private readonly lessons: Model<StoredLesson>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(lessons);
  }

  /** A lesson of the course with its body, keys and solution: for the eyes of the service only. */
  async findIn(course: Pick<Course, '_id' | 'modules'>, lessonId: string): Promise<Lesson | null> {
    if (!findLessonPlace(course.modules, lessonId)) return null;
    return this.lessons.findOne({ _id: lessonId, course_id: course._id }).lean<Lesson>();
  }

  /** All lessons of a course without their bodies, in no order; some may not be in its outline. */
  async listHeads(courseId: string): Promise<LessonHead[]> {
    return this.lessons
      .find({ course_id: toObjectId(courseId) })
      .select(LESSON_HEAD)
      .lean<LessonHead[]>();
  }

  /** The lessons of a course with their bodies, one after the other, in no order; some may not be in its outline. */
  streamBodies(courseId: string): AsyncIterable<Lesson> {
    return this.lessons
      .find({ course_id: toObjectId(courseId) })
      .lean<Lesson>()
      .cursor({ batchSize: 20 });
  }

  /** The lessons of a course that lack the body of their type. */
  async listIncomplete(course: Pick<Course, '_id' | 'modules'>): Promise<LessonHead[]> {
    const incomplete = await this.lessons
      .find({ course_id: course._id, complete: false })
      .select(LESSON_HEAD)
      .lean<LessonHead[]>();
    return incomplete.filter((lesson) => findLessonPlace(course.modules, String(lesson._id)));
  }

  /** Stores a lesson that no outline names yet; once, when the same id comes again. */
  async insert({ id, course_id, ...lesson }: NewLessonRecord): Promise<void> {
    const now = new Date();
    const record = { ...lesson, _id: toObjectId(id), course_id: toObjectId(course_id), link_pending_at: now };
    try {
      await this.lessons.create([record]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /**
   * Changes a lesson that is still as the caller read it, and tells it.
   *
   * @returns the lesson as it is now; null when another change came first
   */
  async compareAndSet(lesson: Lesson, changes: LessonChanges): Promise<Lesson | null> {
    const type = changes.type ?? lesson.type;
    const gone = type === lesson.type ? [] : BODIES.filter((field) => changes[field] === undefined);
    const event = lessonChangedEvent({
      course_id: String(lesson.course_id),
      lesson_id: String(lesson._id),
      deleted: false,
    });
    const kept = changes.video ?? (type === lesson.type ? lesson.video : undefined);
    const files = filesChangedEvents(lesson.video?.file?.file_id, kept?.file?.file_id);
    const changed = await this.lessons
      .findOneAndUpdate(
        { _id: lesson._id, revision: lesson.revision },
        {
          $set: changes,
          ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((field) => [field, 1])) }),
          $inc: { revision: 1 },
          $push: { outbox: { $each: [event, ...files] } },
        },
        { returnDocument: 'after' },
      )
      .lean<Lesson>();
    if (changed) void this.relay.kick(changed._id);
    return changed;
  }

  /** Marks lessons as on their way out of an outline, so that a crash leaves nothing behind. */
  async markLeaving(lessonIds: readonly string[]): Promise<void> {
    await this.lessons.updateMany(
      { _id: { $in: toObjectIds(lessonIds) } },
      { $set: { link_pending_at: new Date() } },
      { timestamps: false },
    );
  }

  /** The mark of a lesson that is linked, and stays. */
  async clearMark(lessonId: string): Promise<void> {
    await this.lessons.updateOne(
      { _id: lessonId },
      { $unset: { link_pending_at: 1 } },
      { timestamps: false },
    );
  }

  /** Removes a lesson that no outline names any more. @returns it as it was last, null when it was gone */
  async remove(lessonId: string): Promise<Lesson | null> {
    return this.lessons.findOneAndDelete({ _id: lessonId }).lean<Lesson>();
  }

  /** Lessons whose linking or leaving began before the time and did not end. */
  async listPending(before: Date, limit: number): Promise<Pick<Lesson, '_id' | 'course_id'>[]> {
    return this.lessons
      .find({ link_pending_at: { $lt: before } })
      .select({ course_id: 1 })
      .limit(limit)
      .lean<Pick<Lesson, '_id' | 'course_id'>[]>();
  }
}
