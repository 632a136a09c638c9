import type { NewLesson } from '@har/contracts';
import type { DemoLesson } from './course.types';

/** A demo lesson as its author sends it. */
export function newLessonOf(lesson: DemoLesson, readHtml: (contentFile: string) => string): NewLesson {
  const { title, description, is_free_preview = false } = lesson;
  const head = { title, description, is_free_preview };
  switch (lesson.type) {
    case 'text':
      return { ...head, type: 'text', content: readHtml(lesson.content_file) };
    case 'video':
      return { ...head, type: 'video', video: lesson.video };
    case 'quiz':
      return {
        ...head,
        type: 'quiz',
        quiz: { passing_score: lesson.passing_score, questions: lesson.questions },
      };
    case 'exercise':
      return { ...head, type: 'exercise', exercise: lesson.exercise };
  }
}
