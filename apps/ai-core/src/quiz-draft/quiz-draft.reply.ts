import type { QuizDraftReply } from '@har/contracts';
import type { QuizDraft } from './quiz-draft.schema';

export function toQuizDraftReply(draft: QuizDraft): QuizDraftReply {
  return {
    _id: String(draft._id),
    course_id: draft.course_id,
    lesson_id: draft.lesson_id,
    title: draft.title,
    passing_score: draft.passing_score,
    status: draft.status,
    revision: draft.revision,
    questions: draft.questions.map((question) => ({
      question_id: question.question_id,
      kind: question.kind,
      tier: question.tier,
      question: question.question,
      options: question.options,
      correct_index: question.correct_index,
      explanation: question.explanation,
      source_quote: question.source_quote,
    })),
    partial: draft.partial,
    warnings: draft.warnings,
    quiz_lesson_id: draft.quiz_lesson_id,
    created_at: draft.created_at,
  };
}
