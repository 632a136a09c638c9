import { Injectable } from '@nestjs/common';
import { CourseRepository } from '../course/course.repository';
import { EnrollmentRepository } from '../enrollment/enrollment.repository';
import { LessonProgressRepository } from './lesson-progress.repository';
import { ignoreLeft, SettlementService } from './settlement.service';

export interface ProgressRepair {
  enrollment_id: string;
  /** Completed lessons that the enrolment did not have. */
  missed_lessons: string[];
  completed: boolean;
}

/** Brings every enrolment up to what was recorded of its lessons. */
@Injectable()
export class ProgressRebuildService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly enrollments: EnrollmentRepository,
    private readonly progress: LessonProgressRepository,
    private readonly settlement: SettlementService,
  ) {}

  /** @returns the enrolments that were behind */
  async rebuildAll(): Promise<ProgressRepair[]> {
    const repairs: ProgressRepair[] = [];
    for await (const enrollment of this.enrollments.streamEnrolled()) {
      const courseId = String(enrollment.course_id);
      const [course, recorded] = await Promise.all([
        this.courses.find(courseId),
        this.progress.listOf(String(enrollment.user_id), courseId),
      ]);
      const healed = course && (await this.settlement.heal(course, enrollment, recorded).catch(ignoreLeft));
      if (!healed || healed.enrollment === enrollment) continue;
      const known = new Set(enrollment.completed_lessons.map(String));
      repairs.push({
        enrollment_id: String(enrollment._id),
        missed_lessons: healed.enrollment.completed_lessons.map(String).filter((id) => !known.has(id)),
        completed: healed.enrollment.status === 'completed' && enrollment.status !== 'completed',
      });
    }
    return repairs;
  }
}
