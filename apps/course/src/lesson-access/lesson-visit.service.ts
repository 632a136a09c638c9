import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { toObjectId } from '@har/mongo';
import { EnrollmentRepository } from '../enrollment/enrollment.repository';
import type { Enrollment } from '../enrollment/enrollment.schema';

/** Opening the same lesson again within this time is no news, in milliseconds. */
const SAME_VISIT_MS = 60_000;

/** Remembers in the enrolment which lesson was opened last, without keeping the reader waiting. */
@Injectable()
export class LessonVisitService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(LessonVisitService.name);
  private readonly writing = new Set<Promise<void>>();

  constructor(private readonly enrollments: EnrollmentRepository) {}

  remember(enrollment: Enrollment, lessonId: string): void {
    const now = new Date();
    if (isSameVisit(enrollment, lessonId, now)) return;
    const write = this.enrollments
      .touch(enrollment._id, toObjectId(lessonId), now)
      .catch((error: unknown) => this.logger.error(`a visit was not kept: ${(error as Error).message}`))
      .finally(() => this.writing.delete(write));
    this.writing.add(write);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.writing);
  }
}

export function isSameVisit(
  {
    last_accessed_lesson_id,
    last_accessed_at,
  }: Pick<Enrollment, 'last_accessed_lesson_id' | 'last_accessed_at'>,
  lessonId: string,
  now: Date,
): boolean {
  if (!last_accessed_lesson_id?.equals(lessonId) || !last_accessed_at) return false;
  return now.getTime() - last_accessed_at.getTime() < SAME_VISIT_MS;
}
