import type { LessonProgress, LessonStanding, LessonSummary, MissingStep } from '@har/contracts';
import type { ProgressKey } from './lesson-progress.repository';
import type { StoredProgress } from './lesson-progress.schema';

/** Progress as its learner sees it; of a lesson without any, that it is not started. */
export function toLessonProgress(key: ProgressKey, stored: StoredProgress | undefined): LessonProgress {
  return {
    user_id: key.user_id,
    course_id: key.course_id,
    lesson_id: key.lesson_id,
    status: stored?.status ?? 'not_started',
    time_spent_seconds: stored?.time_spent_seconds ?? 0,
    quiz_score: stored?.quiz_score ?? null,
    created_at: stored?.created_at ?? null,
    updated_at: stored?.updated_at ?? null,
  };
}

/** A lesson of the course with the learner's progress in it, and what stands between it and its completion. */
export function toLessonStanding(
  userId: string,
  { _id, course_id, module_id, title, type, order }: LessonSummary,
  stored: StoredProgress | undefined,
): LessonStanding {
  const progress = toLessonProgress({ user_id: userId, course_id, lesson_id: _id }, stored);
  return { ...progress, module_id, title, type, order, what_is_missing: missingStep(progress, type) };
}

function missingStep({ status }: LessonProgress, type: LessonSummary['type']): MissingStep | null {
  if (status === 'completed') return null;
  if (type === 'quiz') return 'pass_quiz';
  return status === 'not_started' ? 'open_lesson' : 'complete_lesson';
}
