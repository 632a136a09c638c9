import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LessonRepository } from '../lesson/lesson.repository';
import { CourseRepository } from './course.repository';
import { lessonIdsOf } from './outline';
import { OutlineRepository, type CourseTotals } from './outline.repository';

export interface TotalsRepair {
  course_id: string;
  kept: CourseTotals;
  counted: CourseTotals;
}

/** A change that is on its way moves the kept total a moment after the lesson. */
const SETTLE_MS = 200;

/** Recounts what courses keep about their lessons. */
@Injectable()
export class CourseTotalsService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly outlines: OutlineRepository,
    private readonly lessons: LessonRepository,
  ) {}

  /** Recounts every course. @returns those whose totals were wrong */
  async rebuildAll(): Promise<TotalsRepair[]> {
    const repairs: TotalsRepair[] = [];
    for await (const id of this.courses.streamIds()) {
      const repair = await this.rebuild(id);
      if (repair) repairs.push(repair);
    }
    return repairs;
  }

  /** Recounts one course, and sets its totals where they are wrong and nobody is changing it. */
  async rebuild(courseId: string): Promise<TotalsRepair | undefined> {
    const first = await this.compare(courseId);
    if (!first) return undefined;
    await sleep(SETTLE_MS);
    const second = await this.compare(courseId);
    if (!second || JSON.stringify(first) !== JSON.stringify(second)) return undefined;
    return (await this.outlines.setTotals(courseId, second.kept, second.counted)) ? second : undefined;
  }

  private async compare(course_id: string): Promise<TotalsRepair | undefined> {
    const course = await this.courses.find(course_id);
    if (!course) return undefined;
    const seconds = new Map(
      (await this.lessons.listHeads(course_id)).map((lesson) => [
        String(lesson._id),
        lesson.duration_seconds,
      ]),
    );
    const ids = lessonIdsOf(course).map(String);
    const kept = {
      total_lessons: course.total_lessons,
      total_duration_seconds: course.total_duration_seconds,
    };
    const counted = {
      total_lessons: ids.length,
      total_duration_seconds: ids.reduce((sum, id) => sum + (seconds.get(id) ?? 0), 0),
    };
    const same =
      kept.total_lessons === counted.total_lessons &&
      kept.total_duration_seconds === counted.total_duration_seconds;
    return same ? undefined : { course_id, kept, counted };
  }
}
