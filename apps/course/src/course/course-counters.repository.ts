import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { applyOnce, OutboxRelays, type OutboxRelay } from '@har/messaging';
import { toObjectId } from '@har/mongo';
import { countersChangedEvent } from './course-changes';
import { COURSES, type StoredCourse } from './course.schema';

/** The kept counters of a course that do not change its version. */
@Injectable()
export class CourseCountersRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(COURSES) private readonly courses: Model<StoredCourse>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(courses);
  }

  /**
   * Counts an enrolment, or one that ended, once however often the event is told.
   *
   * @param delta 1 or -1
   */
  async countEnrollment(courseId: string, eventId: string, delta: 1 | -1): Promise<void> {
    const applied = await applyOnce(this.courses, { _id: toObjectId(courseId) }, eventId, {
      $inc: { enrollments_count: delta },
    });
    if (!applied) return;
    // Whoever misses it shows the old number for as long as an answer is cached: a second.
    void this.relay.announce(countersChangedEvent(courseId));
    await this.refreshPopularity(courseId);
  }

  /** Follows `enrollments_count`; repeated by the next enrolment if a crash comes between. */
  async refreshPopularity(courseId: string): Promise<void> {
    const course = await this.courses
      .findById(courseId)
      .select({ enrollments_count: 1, popularity: 1 })
      .lean<Pick<StoredCourse, 'enrollments_count' | 'popularity'>>();
    const popularity = popularityOf(course?.enrollments_count ?? 0);
    if (!course || course.popularity === popularity) return;
    await this.courses.updateOne({ _id: courseId, popularity: course.popularity }, { $set: { popularity } });
  }
}

/** Four steps for each doubling of the enrolments. */
export function popularityOf(enrollmentsCount: number): number {
  return Math.floor(4 * Math.log2(1 + Math.max(0, enrollmentsCount)));
}
