import type { LessonBody, LessonType, NewLesson, Quiz, Video } from '@har/contracts';
import { CatalogueError, type ErrorDetail } from '@har/errors';
import { newId } from '@har/routing';
import { hasReadableContent, sanitizeLessonHtml } from './lesson-html';
import type { StoredBody, StoredQuiz, StoredVideo } from './lesson.schema';

/** The field that holds the body of each type. */
export const BODY_FIELDS = { video: 'video', text: 'content', quiz: 'quiz', exercise: 'exercise' } as const;

type BodyInput = Pick<NewLesson, 'video' | 'content' | 'quiz' | 'exercise'>;

/**
 * The body of a lesson as it is stored: the field of its type or nothing, HTML cleaned, every question with an id.
 *
 * @param current the body it replaces: questions that are sent back keep their ids
 * @throws CatalogueError VALIDATION_FAILED naming each body that is of another type
 */
export function storedBody(
  type: LessonType,
  input: Partial<BodyInput>,
  current: StoredBody = {},
): StoredBody {
  const strangers = Object.values(BODY_FIELDS).filter(
    (field) => field !== BODY_FIELDS[type] && input[field] !== undefined,
  );
  if (strangers.length > 0)
    throw new CatalogueError(
      'VALIDATION_FAILED',
      {},
      strangers.map((field) => notOf(type, field)),
    );
  return bodyOf(type, input, current);
}

/** Whether a lesson has the body of its type, so that a learner finds something in it. */
export function isComplete(type: LessonType, body: StoredBody): boolean {
  switch (type) {
    case 'video':
      return Boolean(body.video?.url ?? body.video?.file);
    case 'text':
      return hasReadableContent(body.content ?? '');
    case 'quiz':
      return (body.quiz?.questions.length ?? 0) > 0;
    case 'exercise':
      return hasReadableContent(body.exercise?.instructions ?? '');
  }
}

function bodyOf(type: LessonType, input: Partial<BodyInput>, current: StoredBody): StoredBody {
  const { video, content, quiz, exercise }: Partial<BodyInput> = input;
  switch (type) {
    case 'video':
      return video === undefined ? {} : { video: toVideo(video) };
    case 'text':
      return content === undefined ? {} : { content: sanitizeLessonHtml(content) };
    case 'quiz':
      return quiz === undefined ? {} : { quiz: toStoredQuiz(quiz, current.quiz) };
    case 'exercise':
      return exercise === undefined ? {} : { exercise: cleanExercise(exercise) };
  }
}

function toVideo(video: string | Video): StoredVideo {
  if (typeof video !== 'string') return video;
  return { url: video, duration_seconds: 0, transcript: '', thumbnail_url: null };
}

function cleanExercise(exercise: NonNullable<LessonBody['exercise']>): NonNullable<StoredBody['exercise']> {
  return {
    instructions: sanitizeLessonHtml(exercise.instructions),
    starter: exercise.starter,
    solution: sanitizeLessonHtml(exercise.solution),
  };
}

function toStoredQuiz(quiz: Quiz, current: StoredQuiz | undefined): StoredQuiz {
  const known = new Set(current?.questions.map((question) => question._id));
  const questions = quiz.questions.map((question) => ({
    ...question,
    _id: question._id && known.has(question._id) ? question._id : newId(),
  }));
  return { passing_score: quiz.passing_score, questions };
}

function notOf(type: LessonType, field: string): ErrorDetail {
  return { field: `body.${field}`, message: `is not the body of a lesson of type ${type}` };
}
