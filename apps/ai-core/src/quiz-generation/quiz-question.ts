import type { Language } from '@har/text-analysis';

/** How a question was made. */
export type QuestionKind = 'definition' | 'number' | 'falsified' | 'cloze' | 'llm';

/** One question with exactly one right option. */
export interface QuizQuestion {
  kind: QuestionKind;
  /** A is fit to be used; B should be read by the instructor first. */
  tier: 'A' | 'B';
  question: string;
  /** Four, or two for true or false. */
  options: string[];
  /** Place of the right option, from 0. */
  correct_index: number;
  explanation: string;
  /** The sentence of the text that the question rests on, word for word. */
  source_quote: string;
}

/** A question before its options are put in order. */
export interface QuestionDraft {
  kind: QuestionKind;
  tier: 'A' | 'B';
  question: string;
  correct: string;
  wrong: string[];
  /** Options keep their order (true before false). */
  ordered?: readonly string[];
  source_quote: string;
}

export interface QuizRequest {
  /** HTML or plain text of a lesson, up to 1 MB. */
  content: string;
  /** Asked of the text itself when not given. */
  language?: Language;
  /** 1 to 20; 5 if not given (001 §SERVICE 4). */
  num_questions?: number;
  /** Contents of the course's other lessons, which wrong options may be taken from. */
  related?: readonly string[];
}

export interface GeneratedQuiz {
  language: Language;
  questions: QuizQuestion[];
  /** The text does not carry as many questions as were asked for. */
  partial: boolean;
  /** What the questions were made from: the lesson without its markup. */
  text: string;
}
