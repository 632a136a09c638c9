import { Injectable } from '@nestjs/common';
import { enrollmentCreated, enrollmentDropped, type EnrollmentFact } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { CourseCountersRepository } from '../course/course-counters.repository';

/** Keeps `enrollments_count` of courses by the service's own events. */
@Injectable()
export class EnrollmentCountListener {
  constructor(private readonly counters: CourseCountersRepository) {}

  @OnEvent(enrollmentCreated)
  async onEnrollmentCreated({ id, payload }: EventEnvelope<EnrollmentFact>): Promise<void> {
    await this.counters.countEnrollment(payload.course_id, id, 1);
  }

  @OnEvent(enrollmentDropped)
  async onEnrollmentDropped({ id, payload }: EventEnvelope<EnrollmentFact>): Promise<void> {
    await this.counters.countEnrollment(payload.course_id, id, -1);
  }
}
