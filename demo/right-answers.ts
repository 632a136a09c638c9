import type { GivenAnswer, QuizAnswer } from '@har/contracts';
import type { DemoQuestion } from './course.types';

/** The answers that earn a quiz all of its points. */
export function rightAnswers(questions: readonly DemoQuestion[]): GivenAnswer[] {
  return questions.map((question, index) => ({ index, answer: rightAnswer(question) }));
}

function rightAnswer(question: DemoQuestion): QuizAnswer {
  switch (question.type) {
    case 'single':
      return question.correct[0]!;
    case 'multiple':
      return question.correct;
    case 'true_false':
      return question.correct[0];
    case 'short_answer':
      return question.accepted_answers[0]!;
  }
}
