import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { CoursePage } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { assertVisible } from '../course/course-access';
import { toCourseReply } from '../course/course.reply';
import { CourseRepository } from '../course/course.repository';
import { LessonRepository } from '../lesson/lesson.repository';
import { toModuleReplies } from '../module/module.reply';
import { ModuleRepository } from '../module/module.repository';
import { ReviewListService } from '../review/review-list.service';

/** The page of one course (001 §SERVICE 2 B, `GET /courses/:id`). */
@Injectable()
export class CoursePageService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly modules: ModuleRepository,
    private readonly lessons: LessonRepository,
    private readonly reviews: ReviewListService,
  ) {}

  /** @throws CatalogueError COURSE_NOT_FOUND, also for drafts and archived courses of others */
  async get(actor: Actor | undefined, id: string): Promise<CoursePage> {
    const [course, ...parts] = await Promise.all([
      this.courses.find(id),
      this.modules.listOf(id),
      this.lessons.listHeads(id),
    ]);
    const visible = assertVisible(actor, course);
    const reviews = visible.reviews_count > 0 ? await this.reviews.listFew(id) : [];
    return { ...toCourseReply(visible, toModuleReplies(visible, ...parts)), reviews };
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, or COURSE_MOVED for a slug that the course had before */
  async getBySlug(actor: Actor | undefined, slug: string): Promise<CoursePage> {
    const course = assertVisible(actor, await this.courses.findBySlug(slug));
    // The last part of the address changes, the rest of it stays.
    if (course.slug !== slug) throw new CatalogueError('COURSE_MOVED', { location: course.slug });
    return this.get(actor, String(course._id));
  }
}
