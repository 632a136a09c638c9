import { Injectable } from '@nestjs/common';
import { lessonChanged, type LessonChanged } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { CourseRepository } from '../course/course.repository';
import { lessonIdsOf } from '../course/outline';
import { EnrollmentRepository } from '../enrollment/enrollment.repository';
import { ignoreLeft, SettlementService } from './settlement.service';

/** Completes the courses of those who lacked nothing but a lesson that was deleted. */
@Injectable()
export class OutlineChangeListener {
  constructor(
    private readonly courses: CourseRepository,
    private readonly enrollments: EnrollmentRepository,
    private readonly settlement: SettlementService,
  ) {}

  @OnEvent(lessonChanged)
  async onLessonChanged({ payload }: EventEnvelope<LessonChanged>): Promise<void> {
    if (!payload.deleted) return;
    const course = await this.courses.find(payload.course_id);
    const lessons = course ? lessonIdsOf(course) : [];
    if (!course || lessons.length === 0) return;
    for await (const { user_id } of this.enrollments.streamReady(payload.course_id, lessons)) {
      await this.settlement.settle(String(user_id), course, []).catch(ignoreLeft);
    }
  }
}
