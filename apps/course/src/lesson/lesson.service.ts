import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { LessonParams, LessonReply, LessonSummary, ModuleParams, NewLesson } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { assertEditable, assertVisible } from '../course/course-access';
import { lessonChangedEvent } from '../course/course-changes';
import { CourseRepository } from '../course/course.repository';
import type { Course } from '../course/course.schema';
import { findLessonPlace, findModulePlace, lessonIdsOf, moveLesson, withoutLesson } from '../course/outline';
import { OutlineRepository } from '../course/outline.repository';
import { isComplete, storedBody } from './lesson-body';
import { durationOf } from './lesson-duration';
import { toLessonSummaries, toPlacedReply } from './lesson.reply';
import { LessonRepository, type LessonChanges } from './lesson.repository';
import type { Lesson } from './lesson.schema';

/** Before the caller does, see EDIT_DEADLINE_MS of the contracts. */
const GIVE_UP_MS = 8_000;

/** Writing lessons. Reading one with its body is the learners' part of the service. */
@Injectable()
export class LessonService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly outlines: OutlineRepository,
    private readonly lessons: LessonRepository,
  ) {}

  /** @throws CatalogueError COURSE_NOT_FOUND or MODULE_NOT_FOUND */
  async list(actor: Actor | undefined, courseId: string, moduleId?: string): Promise<LessonSummary[]> {
    const course = assertVisible(actor, await this.courses.find(courseId));
    if (moduleId && !findModulePlace(course.modules, moduleId)) throw new CatalogueError('MODULE_NOT_FOUND');
    const summaries = toLessonSummaries(course, await this.lessons.listHeads(courseId));
    return summaries.filter((lesson) => !moduleId || lesson.module_id === moduleId);
  }

  /**
   * @param lessonId 24 hexadecimal digits that the lesson takes; the same again adds it once
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, MODULE_NOT_FOUND, COURSE_TOO_LARGE,
   * LESSON_INCOMPLETE (a lesson without a body in a published course), COURSE_EDIT_CONFLICT
   */
  async add(actor: Actor, params: ModuleParams, input: NewLesson, lessonId: string): Promise<LessonReply> {
    const course = assertEditable(actor, await this.courses.find(params.id));
    assertModule(course, params.module_id);
    const { order, title, description, type, is_free_preview, ...bodies } = input;
    const body = storedBody(type, bodies);
    const kept = {
      course_id: params.id,
      type,
      complete: isComplete(type, body),
      duration_seconds: durationOf(type, body),
    };
    await this.lessons.insert({ id: lessonId, title, description, is_free_preview, ...body, ...kept });
    const linked = await this.outlines.linkLesson({
      ...kept,
      module_id: params.module_id,
      lesson_id: lessonId,
      order,
    });
    const [reply] = await Promise.all([this.reply(linked, lessonId), this.lessons.clearMark(lessonId)]);
    return reply;
  }

  /**
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, MODULE_NOT_FOUND, LESSON_NOT_FOUND,
   * LESSON_INCOMPLETE (a change that would leave it without its body), COURSE_EDIT_CONFLICT
   */
  async update(actor: Actor, params: LessonParams, input: Partial<NewLesson>): Promise<LessonReply> {
    const course = assertEditable(actor, await this.courses.find(params.id));
    assertLesson(course, params);
    const { order, ...content } = input;
    if (Object.keys(content).length > 0) {
      await this.edit(course, params.lesson_id, (lesson) => changesOf(lesson, content));
    }
    const moved = order === undefined ? course : await this.move(params, order);
    return this.reply(moved, params.lesson_id);
  }

  /**
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, MODULE_NOT_FOUND, LESSON_NOT_FOUND,
   * COURSE_KEEPS_LESSON, COURSE_EDIT_CONFLICT
   */
  async delete(actor: Actor, params: LessonParams): Promise<void> {
    assertLesson(assertEditable(actor, await this.courses.find(params.id)), params);
    await this.lessons.markLeaving([params.lesson_id]);
    await this.courses.change(params.id, (course) => {
      assertLesson(assertEditable(actor, course), params);
      const modules = withoutLesson(course.modules, params.lesson_id);
      const total_lessons = lessonIdsOf({ modules }).length;
      if (total_lessons === 0 && course.status === 'published')
        throw new CatalogueError('COURSE_KEEPS_LESSON');
      const fact = { course_id: params.id, lesson_id: params.lesson_id, deleted: true };
      return { set: { modules, total_lessons }, events: [lessonChangedEvent(fact)] };
    });
    await this.removeUnlinked(params.id, [params.lesson_id]);
  }

  /** Removes lessons that just left the outline, and their time from the course's. */
  async removeUnlinked(courseId: string, lessonIds: readonly string[]): Promise<void> {
    for (const id of lessonIds) {
      const lesson = await this.lessons.remove(id);
      if (lesson) await this.outlines.addDuration(courseId, -lesson.duration_seconds);
    }
  }

  private async move(params: LessonParams, order: number): Promise<Course> {
    return this.courses.change(params.id, (course) => {
      assertLesson(course, params);
      const fact = { course_id: params.id, lesson_id: params.lesson_id, deleted: false };
      return {
        set: { modules: moveLesson(course.modules, params.lesson_id, order) },
        events: [lessonChangedEvent(fact)],
      };
    });
  }

  /**
   * Compare-and-set on the lesson's revision: its type and body must fit together whoever else writes.
   *
   * @param decide what to set, from the lesson as it is now; it may run several times
   * @throws CatalogueError LESSON_NOT_FOUND, COURSE_EDIT_CONFLICT, or what `decide` throws
   */
  async edit(course: Course, lessonId: string, decide: (lesson: Lesson) => LessonChanges): Promise<void> {
    const giveUpAt = Date.now() + GIVE_UP_MS;
    do {
      const lesson = await this.get(course, lessonId);
      const changed = await this.lessons.compareAndSet(lesson, decide(lesson));
      if (changed) {
        return this.outlines.addDuration(
          String(course._id),
          changed.duration_seconds - lesson.duration_seconds,
        );
      }
      await sleep(Math.random() * 20);
    } while (Date.now() < giveUpAt);
    throw new CatalogueError('COURSE_EDIT_CONFLICT');
  }

  private async get(course: Course, lessonId: string): Promise<Lesson> {
    const lesson = await this.lessons.findIn(course, lessonId);
    if (!lesson) throw new CatalogueError('LESSON_NOT_FOUND');
    return lesson;
  }

  /** A lesson as its author sees it. @throws CatalogueError LESSON_NOT_FOUND */
  async reply(course: Course, lessonId: string): Promise<LessonReply> {
    const reply = toPlacedReply(course, await this.get(course, lessonId), 'author');
    if (!reply) throw new CatalogueError('LESSON_NOT_FOUND');
    return reply;
  }
}

function changesOf(lesson: Lesson, input: Omit<Partial<NewLesson>, 'order'>): LessonChanges {
  const { title, description, is_free_preview, type = lesson.type, ...bodies } = input;
  const given = storedBody(type, bodies, lesson);
  const body = type === lesson.type ? { ...lesson, ...given } : given;
  const complete = isComplete(type, body);
  if (!complete && (lesson.complete || type !== lesson.type))
    throw new CatalogueError('LESSON_INCOMPLETE', { type });
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(is_free_preview !== undefined && { is_free_preview }),
    ...given,
    type,
    complete,
    duration_seconds: durationOf(type, body),
  };
}

function assertModule(course: Course, moduleId: string): void {
  if (!findModulePlace(course.modules, moduleId)) throw new CatalogueError('MODULE_NOT_FOUND');
}

function assertLesson(course: Course, { module_id, lesson_id }: LessonParams): void {
  assertModule(course, module_id);
  if (!findLessonPlace(course.modules, lesson_id)?.module_id.equals(module_id)) {
    throw new CatalogueError('LESSON_NOT_FOUND');
  }
}
