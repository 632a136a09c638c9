import type { DraftQuestion, QuizQuestion } from '@har/contracts';

const TRUE = /^(?:vrai|true)$/i;
const FALSE = /^(?:faux|false)$/i;

/** A draft's question as a quiz lesson has it: a choice, or true or false. */
export function toLessonQuestion({
  question,
  options,
  correct_index,
  explanation,
}: DraftQuestion): QuizQuestion {
  const head = { question, explanation, points: 1 };
  const [first = '', second = ''] = options;
  const isTrueFalse = options.length === 2 && TRUE.test(first) && FALSE.test(second);
  if (isTrueFalse) return { ...head, type: 'true_false', correct: [correct_index === 0] };
  return { ...head, type: 'single', options, correct: [correct_index] };
}
