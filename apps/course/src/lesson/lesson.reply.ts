import type { LessonReply, LessonSummary, ShownBody, ShownQuestion } from '@har/contracts';
import type { Course } from '../course/course.schema';
import { findLessonPlace, type LessonPlace } from '../course/outline';
import type { Lesson, LessonHead, StoredQuestion } from './lesson.schema';

/**
 * How much of a lesson its reader sees. `learner`: the body without answer keys, explanations and solution;
 * `completed`: with the solution of an exercise; `author` (owner and admins): everything.
 */
export type LessonView = 'learner' | 'completed' | 'author';

/** A lesson as everybody sees it, at its place in the outline. */
export function toLessonSummary(lesson: LessonHead, place: LessonPlace): LessonSummary {
  return {
    _id: String(lesson._id),
    course_id: String(lesson.course_id),
    module_id: String(place.module_id),
    title: lesson.title,
    description: lesson.description,
    type: lesson.type,
    order: place.order,
    duration_seconds: lesson.duration_seconds,
    is_free_preview: lesson.is_free_preview,
    created_at: lesson.created_at,
    updated_at: lesson.updated_at,
  };
}

/** A lesson with its body, as much of it as the view allows. */
export function toLessonReply(lesson: Lesson, place: LessonPlace, view: LessonView): LessonReply {
  return { ...toLessonSummary(lesson, place), ...toShownBody(lesson, view) };
}

/** The lessons in the order of the outline; what it does not name does not exist. */
export function toLessonSummaries(
  course: Pick<Course, 'modules'>,
  lessons: readonly LessonHead[],
): LessonSummary[] {
  const heads = new Map(lessons.map((lesson) => [String(lesson._id), lesson]));
  return course.modules.flatMap((module) =>
    module.lessons.flatMap((id, at) => {
      const head = heads.get(String(id));
      return head ? [toLessonSummary(head, { module_id: module._id, order: at + 1 })] : [];
    }),
  );
}

/** The lesson's reply at its place now; undefined when the outline does not name it. */
export function toPlacedReply(
  course: Pick<Course, 'modules'>,
  lesson: Lesson,
  view: LessonView,
): LessonReply | undefined {
  const place = findLessonPlace(course.modules, String(lesson._id));
  return place && toLessonReply(lesson, place, view);
}

function toShownBody({ video, content, quiz, exercise }: Lesson, view: LessonView): ShownBody {
  if (video) {
    const { file, url, duration_seconds, transcript, thumbnail_url } = video;
    return { video: { url, hosted: file !== undefined, duration_seconds, transcript, thumbnail_url } };
  }
  if (quiz) {
    const questions = quiz.questions.map((question) => toShownQuestion(question, view));
    return { quiz: { passing_score: quiz.passing_score, questions } };
  }
  if (exercise) {
    const { instructions, starter, solution } = exercise;
    return { exercise: { instructions, starter, ...(view !== 'learner' && { solution }) } };
  }
  return content === undefined ? {} : { content };
}

function toShownQuestion(question: StoredQuestion, view: LessonView): ShownQuestion {
  const { _id, type, points, explanation } = question;
  const shown: ShownQuestion = {
    _id,
    type,
    question: question.question,
    points,
    ...('options' in question && question.options && { options: question.options }),
  };
  if (view !== 'author') return shown;
  if (question.type === 'short_answer')
    return { ...shown, accepted_answers: question.accepted_answers, explanation };
  return { ...shown, correct: question.correct, explanation };
}
