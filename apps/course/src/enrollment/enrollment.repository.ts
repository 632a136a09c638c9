import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import type { EnrollmentQuery } from '@har/contracts';
import { OutboxRelays, type OutboxRelay } from '@har/messaging';
import { derivedId, isDuplicateKey, retryOnConflict, toObjectId } from '@har/mongo';
import type { Course } from '../course/course.schema';
import type { OutlinedCourse } from '../course/outlined-course';
import { createdEvent, droppedEvent } from './enrollment-events';
import {
  ENROLLED,
  ENROLLMENTS,
  type Admission,
  type Enrollment,
  type StoredEnrollment,
} from './enrollment.schema';
import { settlementPipeline } from './settlement-pipeline';

type Taught = Pick<Course, '_id' | 'instructor_id'>;

/** Who joins, why they may, and the 24 hexadecimal digits of the request (the id of a new enrolment). */
export interface Joining {
  user_id: string;
  admission: Admission;
  request: string;
}

/** One's own courses are counted one by one up to here. */
const COUNT_BOUND = 10_000;

/** Enrolments; every change of one is a single atomic update whose filter names the expected state. */
@Injectable()
export class EnrollmentRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(ENROLLMENTS) private readonly enrollments: Model<StoredEnrollment>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(enrollments);
  }

  async find(userId: string, courseId: string): Promise<Enrollment | null> {
    return this.enrollments
      .findOne({ user_id: toObjectId(userId), course_id: toObjectId(courseId) })
      .lean<Enrollment>();
  }

  /** A user's enrolments, the last joined first. */
  async listOf(userId: string, { status, page, limit }: EnrollmentQuery) {
    const filter = { user_id: toObjectId(userId), ...(status && { status }) };
    const [enrollments, total] = await Promise.all([
      this.enrollments
        .find(filter)
        .sort({ enrolled_at: -1, _id: -1 })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<Enrollment[]>(),
      this.enrollments.countDocuments(filter, { limit: COUNT_BOUND }),
    ]);
    return { enrollments, total };
  }

  /** A first enrolment. @returns null when the user has one in this course already, whatever its status */
  async create(course: Taught, { user_id, admission, request }: Joining): Promise<Enrollment | null> {
    const _id = derivedId(user_id, String(course._id));
    const ids = { _id, user_id: toObjectId(user_id), course_id: course._id };
    const enrollment: Enrollment = {
      ...ids,
      status: 'active',
      admission,
      progress_percentage: 0,
      completed_lessons: [],
      last_accessed_lesson_id: null,
      enrolled_at: new Date(),
      completed_at: null,
      last_accessed_at: null,
      outline_version: 0,
      joined_by: request,
    };
    const record = { ...enrollment, outbox: [createdEvent(ids, course)] };
    try {
      await retryOnConflict(() => this.enrollments.collection.insertOne(record));
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
    void this.relay.kick(ids._id);
    return enrollment;
  }

  /** Joins again after leaving, with the progress of before. @returns null when it was not left any more */
  async rejoin(
    dropped: Enrollment,
    course: Taught,
    { admission, request }: Joining,
  ): Promise<Enrollment | null> {
    const joined = await this.enrollments
      .findOneAndUpdate(
        { _id: dropped._id, status: 'dropped' },
        {
          $set: {
            // Nothing sets `completed_at` while an enrolment is dropped.
            status: dropped.completed_at ? 'completed' : 'active',
            admission,
            enrolled_at: new Date(),
            joined_by: request,
          },
          $push: { outbox: createdEvent(dropped, course) },
        },
        { returnDocument: 'after' },
      )
      .lean<Enrollment>();
    if (joined) void this.relay.kick(joined._id);
    return joined;
  }

  /** Leaves the course. @returns null when it was left already */
  async drop(enrollment: Enrollment, course: Taught): Promise<Enrollment | null> {
    const dropped = await this.enrollments
      .findOneAndUpdate(
        { _id: enrollment._id, status: { $in: ENROLLED } },
        { $set: { status: 'dropped' }, $push: { outbox: droppedEvent(enrollment, course) } },
        { returnDocument: 'after' },
      )
      .lean<Enrollment>();
    if (dropped) void this.relay.kick(dropped._id);
    return dropped;
  }

  /**
   * Adds completed lessons and decides on completion over the lessons of the course as it was read.
   *
   * @returns null when the user is not enrolled, or the enrolment was settled over a newer course than this
   */
  async settle(
    userId: string,
    course: OutlinedCourse,
    lessons: readonly Types.ObjectId[],
  ): Promise<Enrollment | null> {
    const settled = await this.enrollments
      .findOneAndUpdate(
        {
          user_id: toObjectId(userId),
          course_id: course._id,
          status: { $in: ENROLLED },
          outline_version: { $lte: course.version },
        },
        settlementPipeline(lessons, course, new Date()),
        { returnDocument: 'after', updatePipeline: true },
      )
      .lean<Enrollment>();
    if (settled) void this.relay.kick(settled._id);
    return settled;
  }

  /** Those who are not done with a course but have completed all of these lessons. */
  streamReady(
    courseId: string,
    lessons: readonly Types.ObjectId[],
  ): AsyncIterable<Pick<Enrollment, '_id' | 'user_id'>> {
    return this.enrollments
      .find({ course_id: toObjectId(courseId), status: 'active', completed_lessons: { $all: [...lessons] } })
      .select({ user_id: 1 })
      .lean<Pick<Enrollment, '_id' | 'user_id'>>()
      .cursor({ batchSize: 100 });
  }

  /** Everybody who is in a course, in no order. */
  streamEnrolled(): AsyncIterable<Enrollment> {
    return this.enrollments
      .find({ status: { $in: ENROLLED } })
      .lean<Enrollment>()
      .cursor({ batchSize: 100 });
  }

  /** Remembers where a learner was last, unless they have been elsewhere since. */
  async touch(enrollmentId: Types.ObjectId, lessonId: Types.ObjectId, at: Date): Promise<void> {
    await this.enrollments.updateOne(
      { _id: enrollmentId, $or: [{ last_accessed_at: null }, { last_accessed_at: { $lte: at } }] },
      { $set: { last_accessed_lesson_id: lessonId, last_accessed_at: at } },
    );
  }
}
