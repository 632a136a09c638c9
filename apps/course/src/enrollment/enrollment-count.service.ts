import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CourseCountersRepository } from '../course/course-counters.repository';
import { EnrollmentCountRepository, type KeptCount } from './enrollment-count.repository';

export interface EnrollmentCountRepair {
  course_id: string;
  kept: number;
  counted: number;
}

/** An event that is on its way moves the kept number a moment after the enrolment. */
const SETTLE_MS = 500;

/** Recounts the enrolments of courses. */
@Injectable()
export class EnrollmentCountService {
  constructor(
    private readonly counts: EnrollmentCountRepository,
    private readonly counters: CourseCountersRepository,
  ) {}

  /**
   * Recounts every course and sets the kept number where it is wrong and nobody is joining or leaving at the moment.
   *
   * @returns those that were wrong
   */
  async rebuildAll(): Promise<EnrollmentCountRepair[]> {
    const repairs: EnrollmentCountRepair[] = [];
    for await (const kept of this.counts.streamKept()) {
      const repair = await this.rebuild(kept);
      if (repair) repairs.push(repair);
    }
    return repairs;
  }

  private async rebuild({ _id, enrollments_count }: KeptCount): Promise<EnrollmentCountRepair | undefined> {
    const counted = await this.counts.count(_id);
    if (counted === enrollments_count) return undefined;
    await sleep(SETTLE_MS);
    const [kept, again] = [await this.counts.keptOf(_id), await this.counts.count(_id)];
    if (kept !== enrollments_count || again !== counted) return undefined;
    if (!(await this.counts.set(_id, kept, counted))) return undefined;
    await this.counters.refreshPopularity(String(_id));
    return { course_id: String(_id), kept, counted };
  }
}
