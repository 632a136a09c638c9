import {
  courseChanged,
  courseFilesChanged,
  courseCountersChanged,
  lessonChanged,
  moduleChanged,
  type CourseChanged,
  type FilesChanged,
  type LessonChanged,
  type ModuleChanged,
} from '@har/contracts';
import { outboxEntry, type OutboxEntry } from '@har/messaging';
import type { Course } from './course.schema';

export function courseChangedEvent(course: Course): OutboxEntry {
  const payload: CourseChanged = {
    course_id: String(course._id),
    version: course.version,
    status: course.status,
    title: course.title,
    domain: course.domain,
    stack: course.stack,
    keywords: course.keywords,
    language: course.language,
    instructor_id: String(course.instructor_id),
    published_at: course.published_at?.toISOString() ?? null,
    ...(course.reviews_count > 0 && {
      average_rating: course.average_rating,
      reviews_count: course.reviews_count,
    }),
  };
  return outboxEntry(courseChanged.type, payload);
}

export function moduleChangedEvent(payload: ModuleChanged): OutboxEntry {
  return outboxEntry(moduleChanged.type, payload);
}

export function lessonChangedEvent(payload: LessonChanged): OutboxEntry {
  return outboxEntry(lessonChanged.type, payload);
}

export function countersChangedEvent(course_id: string): OutboxEntry {
  return outboxEntry(courseCountersChanged.type, { course_id });
}

/** What a change of one file for another tells; nothing when both are the same. */
export function filesChangedEvents(before: string | undefined, after: string | undefined): OutboxEntry[] {
  if (before === after) return [];
  const payload: FilesChanged = { attached: after ? [after] : [], released: before ? [before] : [] };
  return [outboxEntry(courseFilesChanged.type, payload)];
}
