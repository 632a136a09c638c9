import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import { COURSES, type StoredCourse } from '../course/course.schema';
import { ENROLLED, ENROLLMENTS, type StoredEnrollment } from './enrollment.schema';

export interface KeptCount {
  readonly _id: Types.ObjectId;
  readonly enrollments_count: number;
}

/** The kept number of a course's enrolments beside the enrolments themselves. */
@Injectable()
export class EnrollmentCountRepository {
  constructor(
    @InjectModel(COURSES) private readonly courses: Model<StoredCourse>,
    @InjectModel(ENROLLMENTS) private readonly enrollments: Model<StoredEnrollment>,
  ) {}

  streamKept(): AsyncIterable<KeptCount> {
    return this.courses.find().select({ enrollments_count: 1 }).lean<KeptCount>().cursor({ batchSize: 100 });
  }

  async keptOf(courseId: Types.ObjectId): Promise<number | undefined> {
    const course = await this.courses.findById(courseId).select({ enrollments_count: 1 }).lean<KeptCount>();
    return course?.enrollments_count;
  }

  /** Those who are in the course now. */
  async count(courseId: Types.ObjectId): Promise<number> {
    return this.enrollments.countDocuments({ course_id: courseId, status: { $in: ENROLLED } });
  }

  /** Sets the kept number if it is still what it was. @returns whether it was */
  async set(courseId: Types.ObjectId, from: number, to: number): Promise<boolean> {
    const result = await this.courses.updateOne(
      { _id: courseId, enrollments_count: from },
      { $set: { enrollments_count: to } },
    );
    return result.modifiedCount === 1;
  }
}
