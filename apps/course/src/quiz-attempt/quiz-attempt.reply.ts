import type { QuestionResult, QuizAttemptReply } from '@har/contracts';
import type { StoredQuiz } from '../lesson/lesson.schema';
import type { MarkedQuestion, QuizAttempt } from './quiz-attempt.schema';
import { rightAnswerOf } from './quiz-marking';

/** @param revealed the quiz with its keys, when the learner may see right answers and explanations now */
export function toQuizAttemptReply(attempt: QuizAttempt, revealed?: StoredQuiz): QuizAttemptReply {
  return {
    _id: String(attempt._id),
    user_id: String(attempt.user_id),
    course_id: String(attempt.course_id),
    lesson_id: String(attempt.lesson_id),
    score: attempt.score,
    passing_score: attempt.passing_score,
    passed: attempt.passed,
    results: attempt.results.map((result) => toQuestionResult(result, revealed)),
    created_at: attempt.created_at,
  };
}

function toQuestionResult(
  { question_id, correct, points, points_earned }: MarkedQuestion,
  revealed?: StoredQuiz,
): QuestionResult {
  const question = revealed?.questions.find(({ _id }) => _id === question_id);
  return {
    question_id,
    correct,
    points,
    points_earned,
    ...(question && { right_answer: rightAnswerOf(question), explanation: question.explanation }),
  };
}
