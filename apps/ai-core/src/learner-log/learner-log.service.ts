import { Injectable } from '@nestjs/common';
import {
  courseCompleted,
  courseRated,
  enrollmentCreated,
  entitlementChanged,
  lessonProgressed,
  type CourseRated,
  type EnrollmentFact,
  type EntitlementState,
} from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import type { PayloadOf } from '@har/routing';
import { LearnerLogRepository } from './learner-log.repository';

/** Writes down what learners do, as the course and payment services tell it. */
@Injectable()
export class LearnerLogService {
  constructor(private readonly log: LearnerLogRepository) {}

  @OnEvent(enrollmentCreated.type)
  async onEnrolled({ payload, at }: EventEnvelope<EnrollmentFact>): Promise<void> {
    const { user_id, course_id } = payload;
    await this.log.record({ user_id, course_id, type: 'enrolled', at: Date.parse(at) });
  }

  @OnEvent(lessonProgressed.type)
  async onProgressed({ payload, at }: EventEnvelope<PayloadOf<typeof lessonProgressed>>): Promise<void> {
    const { user_id, course_id, progress_percentage: progress } = payload;
    await this.log.record({ user_id, course_id, type: 'progressed', at: Date.parse(at), progress });
  }

  @OnEvent(courseCompleted.type)
  async onCompleted({ payload, at }: EventEnvelope<EnrollmentFact>): Promise<void> {
    const { user_id, course_id } = payload;
    await this.log.record({ user_id, course_id, type: 'completed', at: Date.parse(at) });
  }

  @OnEvent(courseRated.type)
  async onRated({ payload, at }: EventEnvelope<CourseRated>): Promise<void> {
    const { user_id, course_id, rating, version } = payload;
    await this.log.recordRating({ user_id, course_id, rating, rating_version: version, at: Date.parse(at) });
  }

  @OnEvent(entitlementChanged.type)
  async onEntitlement({ payload }: EventEnvelope<EntitlementState>): Promise<void> {
    const { entitlement_id, user_id, course_id, active, version } = payload;
    if (course_id) await this.log.putOwnership({ _id: entitlement_id, user_id, course_id, active, version });
  }
}
