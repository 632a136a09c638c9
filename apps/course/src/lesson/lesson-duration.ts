import type { LessonType } from '@har/contracts';
import { wordsOf } from './lesson-html';
import type { StoredBody } from './lesson.schema';

const WORDS_PER_MINUTE = 200;
const SECONDS_PER_QUESTION = 60;
/** Doing takes longer than reading. */
const EXERCISE_SECONDS = 600;

/** Seconds a learner needs: of a video its length, else an estimate from the text or the questions. */
export function durationOf(type: LessonType, body: StoredBody): number {
  switch (type) {
    case 'video':
      return Math.round(body.video?.duration_seconds ?? 0);
    case 'text':
      return readingSeconds(body.content);
    case 'quiz':
      return SECONDS_PER_QUESTION * (body.quiz?.questions.length ?? 0);
    case 'exercise':
      return body.exercise ? EXERCISE_SECONDS + readingSeconds(body.exercise.instructions) : 0;
  }
}

function readingSeconds(html = ''): number {
  return Math.ceil((wordsOf(html).length / WORDS_PER_MINUTE) * 60);
}
