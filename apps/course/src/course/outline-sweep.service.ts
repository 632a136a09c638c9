import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RecurringWork } from '@har/messaging';
import { LessonRepository } from '../lesson/lesson.repository';
import { ModuleRepository } from '../module/module.repository';
import { CourseTotalsService } from './course-totals.service';
import { CourseRepository } from './course.repository';
import { findLessonPlace, findModulePlace } from './outline';

const EVERY_MS = 10 * 60_000;
/** No request takes as long. */
const LEFTOVER_MS = 60 * 60_000;
const BATCH = 200;

/**
 * Tidies what a crash left between a module or lesson and the outline of its course: nobody sees it, it only takes
 * place. Several replicas may do it at once.
 */
@Injectable()
export class OutlineSweepService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutlineSweepService.name);
  private readonly sweeps = new RecurringWork(
    () => this.sweep(),
    (error) => this.logger.warn(`put off: ${(error as Error).message}`),
  );

  constructor(
    private readonly courses: CourseRepository,
    private readonly modules: ModuleRepository,
    private readonly lessons: LessonRepository,
    private readonly totals: CourseTotalsService,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start(EVERY_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.sweeps.stop();
  }

  /** Removes what is in no outline, clears the mark of what is in one. @param before when the linking began */
  async sweep(before = new Date(Date.now() - LEFTOVER_MS)): Promise<void> {
    for (const { _id, course_id } of await this.modules.listPending(before, BATCH)) {
      const course = await this.courses.find(String(course_id));
      const linked = course && findModulePlace(course.modules, String(_id));
      await (linked ? this.modules.clearMark(String(_id)) : this.modules.remove(String(_id)));
    }
    for (const { _id, course_id } of await this.lessons.listPending(before, BATCH)) {
      const course = await this.courses.find(String(course_id));
      const linked = course && findLessonPlace(course.modules, String(_id));
      await (linked ? this.lessons.clearMark(String(_id)) : this.lessons.remove(String(_id)));
      await this.totals.rebuild(String(course_id));
    }
  }
}
