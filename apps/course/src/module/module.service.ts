import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { ModuleParams, ModuleReply, NewModule } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { assertEditable } from '../course/course-access';
import { lessonChangedEvent, moduleChangedEvent } from '../course/course-changes';
import { CourseRepository } from '../course/course.repository';
import type { Course } from '../course/course.schema';
import { findModulePlace, lessonIdsOf, moveModule, withoutModule, type ModulePlace } from '../course/outline';
import { OutlineRepository } from '../course/outline.repository';
import { LessonRepository } from '../lesson/lesson.repository';
import { LessonService } from '../lesson/lesson.service';
import { toModuleReplies } from './module.reply';
import { ModuleRepository } from './module.repository';

@Injectable()
export class ModuleService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly outlines: OutlineRepository,
    private readonly modules: ModuleRepository,
    private readonly lessons: LessonRepository,
    private readonly lessonService: LessonService,
  ) {}

  /**
   * @param moduleId 24 hexadecimal digits that the module takes; the same again adds it once
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, COURSE_TOO_LARGE
   */
  async add(actor: Actor, courseId: string, input: NewModule, moduleId: string): Promise<ModuleReply> {
    assertEditable(actor, await this.courses.find(courseId));
    const { title, description, order } = input;
    await this.modules.insert({ id: moduleId, course_id: courseId, title, description });
    const course = await this.outlines.linkModule(courseId, moduleId, order);
    const [reply] = await Promise.all([this.reply(course, moduleId), this.modules.clearMark(moduleId)]);
    return reply;
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, MODULE_NOT_FOUND, COURSE_EDIT_CONFLICT */
  async update(actor: Actor, params: ModuleParams, input: Partial<NewModule>): Promise<ModuleReply> {
    const course = assertEditable(actor, await this.courses.find(params.id));
    placeOf(course, params.module_id);
    const { order, ...texts } = input;
    if (Object.keys(texts).length > 0 && !(await this.modules.update(params.id, params.module_id, texts))) {
      throw new CatalogueError('MODULE_NOT_FOUND');
    }
    const moved = order === undefined ? course : await this.move(params, order);
    return this.reply(moved, params.module_id);
  }

  /**
   * Deletes a module with its lessons.
   *
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, MODULE_NOT_FOUND, COURSE_KEEPS_LESSON,
   * COURSE_EDIT_CONFLICT
   */
  async delete(actor: Actor, params: ModuleParams): Promise<void> {
    const { id: course_id, module_id } = params;
    placeOf(assertEditable(actor, await this.courses.find(course_id)), module_id);
    await this.modules.markLeaving(module_id);
    let lessonIds: string[] = [];
    await this.courses.change(course_id, async (course) => {
      lessonIds = placeOf(assertEditable(actor, course), module_id).module.lessons.map(String);
      const modules = withoutModule(course.modules, module_id);
      const total_lessons = lessonIdsOf({ modules }).length;
      if (total_lessons === 0 && course.status === 'published')
        throw new CatalogueError('COURSE_KEEPS_LESSON');
      await this.lessons.markLeaving(lessonIds);
      const events = lessonIds.map((lesson_id) =>
        lessonChangedEvent({ course_id, lesson_id, deleted: true }),
      );
      return {
        set: { modules, total_lessons },
        events: [moduleChangedEvent({ course_id, module_id, deleted: true }), ...events],
      };
    });
    await this.lessonService.removeUnlinked(course_id, lessonIds);
    await this.modules.remove(module_id);
  }

  private async move({ id: course_id, module_id }: ModuleParams, order: number): Promise<Course> {
    return this.courses.change(course_id, (course) => {
      placeOf(course, module_id);
      return {
        set: { modules: moveModule(course.modules, module_id, order) },
        events: [moduleChangedEvent({ course_id, module_id, deleted: false })],
      };
    });
  }

  private async reply(course: Course, moduleId: string): Promise<ModuleReply> {
    const courseId = String(course._id);
    const [modules, lessons] = await Promise.all([
      this.modules.listOf(courseId),
      this.lessons.listHeads(courseId),
    ]);
    const reply = toModuleReplies(course, modules, lessons).find((module) => module._id === moduleId);
    if (!reply) throw new CatalogueError('MODULE_NOT_FOUND');
    return reply;
  }
}

function placeOf(course: Course, moduleId: string): ModulePlace {
  const place = findModulePlace(course.modules, moduleId);
  if (!place) throw new CatalogueError('MODULE_NOT_FOUND');
  return place;
}
