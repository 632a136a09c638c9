import type { Types } from 'mongoose';
import type { OutlineEntry } from '@har/contracts';
import type { Course, OutlineModule } from './course.schema';

/** Where something stands: `order` counts from 1 and has no gaps, because it is a position. */
export interface ModulePlace {
  readonly module: OutlineModule;
  readonly order: number;
}

export interface LessonPlace {
  readonly module_id: Types.ObjectId;
  readonly order: number;
}

type Outline = readonly OutlineModule[];

/** @param id 24 hexadecimal digits */
export function findModulePlace(outline: Outline, id: string): ModulePlace | undefined {
  const at = outline.findIndex((module) => module._id.equals(id));
  const module = outline[at];
  return module && { module, order: at + 1 };
}

/** @param id 24 hexadecimal digits */
export function findLessonPlace(outline: Outline, id: string): LessonPlace | undefined {
  for (const module of outline) {
    const at = module.lessons.findIndex((lesson) => lesson.equals(id));
    if (at >= 0) return { module_id: module._id, order: at + 1 };
  }
  return undefined;
}

/** All lessons of a course in reading order. */
export function lessonIdsOf(course: Pick<Course, 'modules'>): Types.ObjectId[] {
  return course.modules.flatMap((module) => module.lessons);
}

/** The outline with one module at another position; `order` from 1, beyond the end is the end. */
export function moveModule(outline: Outline, id: string, order: number): OutlineModule[] {
  return moved(outline, (module) => module._id.equals(id), order);
}

/** The outline with one lesson at another position of its module. */
export function moveLesson(outline: Outline, id: string, order: number): OutlineModule[] {
  return outline.map((module) =>
    module.lessons.some((lesson) => lesson.equals(id))
      ? { _id: module._id, lessons: moved(module.lessons, (lesson) => lesson.equals(id), order) }
      : module,
  );
}

export function withoutModule(outline: Outline, id: string): OutlineModule[] {
  return outline.filter((module) => !module._id.equals(id));
}

export function withoutLesson(outline: Outline, id: string): OutlineModule[] {
  return outline.map(({ _id, lessons }) => ({
    _id,
    lessons: lessons.filter((lesson) => !lesson.equals(id)),
  }));
}

/** The outline in the order of the entries; undefined unless they name exactly what it has, each once. */
export function rearranged(outline: Outline, entries: readonly OutlineEntry[]): OutlineModule[] | undefined {
  const modules = new Map(outline.map((module) => [String(module._id), module._id]));
  const lessons = new Map(
    outline.flatMap((module) => module.lessons).map((lesson) => [String(lesson), lesson]),
  );
  const result: OutlineModule[] = [];
  for (const entry of entries) {
    const moduleId = take(modules, entry.module_id);
    const lessonIds = entry.lesson_ids.map((id) => take(lessons, id));
    if (!moduleId || lessonIds.includes(undefined)) return undefined;
    result.push({ _id: moduleId, lessons: lessonIds as Types.ObjectId[] });
  }
  return modules.size + lessons.size === 0 ? result : undefined;
}

function take<T>(from: Map<string, T>, key: string): T | undefined {
  const item = from.get(key);
  from.delete(key);
  return item;
}

function moved<T>(items: readonly T[], isMoved: (item: T) => boolean, order: number): T[] {
  const item = items.filter(isMoved);
  const rest = items.filter((other) => !isMoved(other));
  return [...rest.slice(0, order - 1), ...item, ...rest.slice(order - 1)];
}
