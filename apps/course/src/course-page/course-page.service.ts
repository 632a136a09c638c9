import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { CoursePage } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { assertVisible } from '../course/course-access';
import { toCourseReply } from '../course/course.reply';
import { toModuleReplies } from '../module/module.reply';
import { ReviewListService } from '../review/review-list.service';
import { CoursePageRepository, type WholeCourse } from './course-page.repository';

/** The page of one course (001 §SERVICE 2 B, `GET /courses/:id`). */
@Injectable()
export class CoursePageService {
  constructor(
    private readonly pages: CoursePageRepository,
    private readonly reviews: ReviewListService,
  ) {}

  /** @throws CatalogueError COURSE_NOT_FOUND, also for drafts and archived courses of others */
  async get(actor: Actor | undefined, id: string): Promise<CoursePage> {
    return this.pageOf(actor, await this.pages.get(id));
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, or COURSE_MOVED for a slug that the course had before */
  async getBySlug(actor: Actor | undefined, slug: string): Promise<CoursePage> {
    const whole = await this.pages.getBySlug(slug);
    const location = assertVisible(actor, whole.course).slug;
    // The last part of the address changes, the rest of it stays.
    if (location !== slug) throw new CatalogueError('COURSE_MOVED', { location });
    return this.pageOf(actor, whole);
  }

  private async pageOf(
    actor: Actor | undefined,
    { course, modules, lessons }: WholeCourse,
  ): Promise<CoursePage> {
    const replies = toModuleReplies(assertVisible(actor, course), modules, lessons);
    const reviews = course.reviews_count > 0 ? await this.reviews.listFew(String(course._id)) : [];
    return { ...toCourseReply(course, replies), reviews };
  }
}
