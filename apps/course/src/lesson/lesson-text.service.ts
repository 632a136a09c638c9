import { Injectable } from '@nestjs/common';
import type { CourseTexts, LessonText } from '@har/contracts';
import { CourseRepository } from '../course/course.repository';
import { findLessonPlace, lessonIdsOf } from '../course/outline';
import { LessonRepository } from './lesson.repository';
import type { Lesson } from './lesson.schema';

/** Characters of all lessons of a course together; beyond them lessons come without their text. */
export const LONGEST_COURSE_TEXT = 4_000_000;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The text of lessons for the tutor and for quiz generation: never an answer key or a solution. */
@Injectable()
export class LessonTextService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly lessons: LessonRepository,
  ) {}

  /** @throws CatalogueError COURSE_NOT_FOUND */
  async list(courseId: string): Promise<CourseTexts> {
    const course = await this.courses.get(courseId);
    const texts = new Map<string, LessonText>();
    let length = 0;
    for await (const lesson of this.lessons.streamBodies(courseId)) {
      const place = findLessonPlace(course.modules, String(lesson._id));
      if (!place) continue;
      const html = htmlOf(lesson);
      length += html.length;
      texts.set(String(lesson._id), {
        lesson_id: String(lesson._id),
        module_id: String(place.module_id),
        title: lesson.title,
        html: length > LONGEST_COURSE_TEXT ? '' : html,
        updated_at: lesson.updated_at.toISOString(),
      });
    }
    const lessons = lessonIdsOf(course).flatMap((id) => texts.get(String(id)) ?? []);
    const { title, short_description, description, language } = course;
    return { course_id: courseId, title, short_description, description, language, lessons };
  }
}

function htmlOf({ content, video, exercise }: Lesson): string {
  if (video) return paragraphsOf(video.transcript);
  return content ?? exercise?.instructions ?? '';
}

/** Plain text as HTML: an empty line ends a paragraph. */
function paragraphsOf(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/[&<>]/g, (character) => ESCAPES[character] ?? character))
    .filter(Boolean)
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n');
}
