import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { CourseCard, CourseReply, NewCourse, OutlineEntry, OwnCoursesQuery } from '@har/contracts';
import { CatalogueError, type Language } from '@har/errors';
import { paginate, type CallContext, type Pagination } from '@har/routing';
import { InstructorNameService } from '../instructor/instructor-name.service';
import { LessonRepository } from '../lesson/lesson.repository';
import { toModuleReplies } from '../module/module.reply';
import { ModuleRepository } from '../module/module.repository';
import { assertEditable, assertManaged } from './course-access';
import { changedContent, newContent } from './course-content';
import { CourseSlugService } from './course-slug.service';
import { toCourseCard, toCourseReply } from './course.reply';
import { CourseRepository } from './course.repository';
import type { Course } from './course.schema';
import { nextStatus } from './course-status';
import { rearranged } from './outline';
import { publishObstacles } from './publish-check';

/** Courses as their authors write them. */
@Injectable()
export class CourseService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly modules: ModuleRepository,
    private readonly lessons: LessonRepository,
    private readonly instructors: InstructorNameService,
    private readonly slugs: CourseSlugService,
  ) {}

  async listOwn(
    actor: Actor,
    query: OwnCoursesQuery,
  ): Promise<{ courses: CourseCard[]; pagination: Pagination }> {
    const { courses, total } = await this.courses.listOwn(actor.user_id, query);
    return { courses: courses.map(toCourseCard), pagination: paginate(query, total) };
  }

  /**
   * @param id 24 hexadecimal digits that the course takes; the same again creates it once
   * @throws CatalogueError COURSE_SLUG_TAKEN for a chosen slug that another course has
   */
  async create(actor: Actor, input: NewCourse, id: string, context: CallContext): Promise<CourseReply> {
    const instructor = await this.instructors.nameOf(actor, context);
    const record = {
      ...newContent(input, actor.language),
      id,
      instructor_id: actor.user_id,
      instructor_name: instructor.name,
    };
    const course = await this.slugs.claim({ ...input, id }, (slug) =>
      this.courses.create({ ...record, slug }),
    );
    await this.instructors.renameIfNewer(course, instructor.version);
    return toCourseReply(course, []);
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, COURSE_SLUG_TAKEN, COURSE_EDIT_CONFLICT */
  async update(actor: Actor, id: string, input: Partial<NewCourse>): Promise<CourseReply> {
    return this.change(id, async (course) => {
      assertEditable(actor, course);
      return { set: { ...changedContent(input, course), ...(await this.slugs.addressAfter(course, input)) } };
    });
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_NOT_PUBLISHABLE, COURSE_EDIT_CONFLICT */
  async publish(actor: Actor, id: string, language: Language): Promise<CourseReply> {
    return this.change(id, async (course) => {
      assertManaged(actor, course);
      const status = nextStatus(course.status, 'publish');
      if (!status) return undefined;
      // A lesson never loses its body, and the outline cannot change without failing the compare-and-set.
      const obstacles = publishObstacles(course, await this.lessons.listIncomplete(course), language);
      if (obstacles.length > 0) throw new CatalogueError('COURSE_NOT_PUBLISHABLE', {}, obstacles);
      return { set: { status, published_at: course.published_at ?? new Date() } };
    });
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_HAS_LEARNERS, COURSE_EDIT_CONFLICT */
  async unpublish(actor: Actor, id: string): Promise<CourseReply> {
    return this.change(id, (course) => {
      assertManaged(actor, course);
      const status = nextStatus(course.status, 'unpublish');
      if (!status) return undefined;
      if (course.enrollments_count > 0) throw new CatalogueError('COURSE_HAS_LEARNERS');
      return { set: { status, published_at: null } };
    });
  }

  /** Archives; again, changes nothing. @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_EDIT_CONFLICT */
  async archive(actor: Actor, id: string): Promise<void> {
    await this.courses.change(id, (course) => {
      assertManaged(actor, course);
      const status = nextStatus(course.status, 'archive');
      return status && { set: { status } };
    });
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, OUTLINE_MISMATCH, COURSE_EDIT_CONFLICT */
  async setOutline(actor: Actor, id: string, entries: readonly OutlineEntry[]): Promise<CourseReply> {
    return this.change(id, (course) => {
      assertEditable(actor, course);
      const modules = rearranged(course.modules, entries);
      if (!modules) throw new CatalogueError('OUTLINE_MISMATCH');
      return { set: { modules } };
    });
  }

  /** A course as its author sees it, with its modules and lessons. */
  async reply(course: Course): Promise<CourseReply> {
    const id = String(course._id);
    const parts = await Promise.all([this.modules.listOf(id), this.lessons.listHeads(id)]);
    return toCourseReply(course, toModuleReplies(course, ...parts));
  }

  private async change(id: string, decide: Parameters<CourseRepository['change']>[1]): Promise<CourseReply> {
    return this.reply(await this.courses.change(id, decide));
  }
}
