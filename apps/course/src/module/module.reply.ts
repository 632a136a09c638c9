import type { ModuleReply } from '@har/contracts';
import type { Course } from '../course/course.schema';
import { toLessonSummaries } from '../lesson/lesson.reply';
import type { LessonHead } from '../lesson/lesson.schema';
import type { CourseModuleRecord } from './module.schema';

/** The modules with their lessons in the order of the outline; what it does not name does not exist. */
export function toModuleReplies(
  course: Pick<Course, 'modules'>,
  modules: readonly CourseModuleRecord[],
  lessons: readonly LessonHead[],
): ModuleReply[] {
  const records = new Map(modules.map((module) => [String(module._id), module]));
  const summaries = toLessonSummaries(course, lessons);
  return course.modules.flatMap(({ _id }, at) => {
    const record = records.get(String(_id));
    if (!record) return [];
    return {
      _id: String(_id),
      course_id: String(record.course_id),
      title: record.title,
      description: record.description,
      order: at + 1,
      lessons: summaries.filter((lesson) => lesson.module_id === String(_id)),
      created_at: record.created_at,
    };
  });
}
