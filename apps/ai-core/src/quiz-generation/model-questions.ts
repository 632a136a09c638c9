import Joi from 'joi';
import type { Language } from '@har/text-analysis';
import { LanguageModelError, type ModelQuestion } from '../language-model/language-model';
import { hasNoNewNumber, isPlainText } from '../language-model/plain-text';
import { dataRule, newMark, quotedData } from '../language-model/quoted-data';
import { brokenRule } from './question-checks';
import { QUIZ_PHRASES } from './quiz-phrases';
import type { QuizQuestion } from './quiz-question';

interface WrittenQuestion {
  question: string;
  options: string[];
  correct_index: number;
  source_quote: string;
}

export interface WrittenQuestions {
  questions: WrittenQuestion[];
}

const OPTIONS = 4;
/** Text given to the model, in characters: a long lesson. */
const LONGEST_TEXT = 24_000;
const LANGUAGES: Record<Language, string> = { fr: 'French', en: 'English' };

const schemaOf = (count: number): Joi.ObjectSchema<WrittenQuestions> =>
  Joi.object<WrittenQuestions, true>({
    questions: Joi.array()
      .items(
        Joi.object<WrittenQuestion, true>({
          question: Joi.string().max(400).required(),
          options: Joi.array().items(Joi.string().max(200)).length(OPTIONS).unique().required(),
          correct_index: Joi.number()
            .integer()
            .min(0)
            .max(OPTIONS - 1)
            .required(),
          source_quote: Joi.string().min(20).max(600).required(),
        }),
      )
      .min(1)
      .max(count)
      .required(),
  });

/** Asks a model for the questions that rules could not make. */
export function missingQuestions(
  text: string,
  count: number,
  language: Language,
  made: readonly QuizQuestion[],
): ModelQuestion<WrittenQuestions> {
  const mark = newMark();
  return {
    name: 'quiz_questions',
    instructions:
      `Write ${count} multiple-choice questions in ${LANGUAGES[language]} on the lesson given: ${OPTIONS} options, exactly one ` +
      'of them right, the others plausible but wrong beyond doubt. Each rests on one sentence, which you copy from the ' +
      `lesson character by character as source_quote. Ask nothing that the questions listed ask already. ${dataRule(mark)}`,
    content: quotedData(mark, {
      lesson: text.slice(0, LONGEST_TEXT),
      asked: made.map(({ question }) => question),
    }),
    schema: schemaOf(count),
    max_tokens: 250 * count,
    deadline_ms: 20_000,
  };
}

/**
 * The questions of a model that keep every rule of a question, rest on a sentence of the lesson word for word, and are plain
 * text without new numbers; a person should read them (tier B).
 *
 * @throws LanguageModelError unguarded, when none does
 */
export function guardQuestions(
  { questions }: WrittenQuestions,
  text: string,
  language: Language,
  made: readonly QuizQuestion[],
): QuizQuestion[] {
  const used = new Set(made.map(({ source_quote }) => source_quote));
  const kept = questions.flatMap(({ question, options, correct_index, source_quote }) => {
    const correct = options[correct_index] ?? '';
    const wrong = options.filter((_, place) => place !== correct_index);
    const draft = { kind: 'llm' as const, tier: 'B' as const, question, correct, wrong, source_quote };
    const plain = [question, ...options].every(isPlainText) && hasNoNewNumber(`${question} ${correct}`, text);
    if (!plain || brokenRule(draft, text) || used.has(source_quote)) return [];
    used.add(source_quote);
    const explanation = QUIZ_PHRASES[language].explanation(source_quote);
    return [
      { kind: draft.kind, tier: draft.tier, question, options, correct_index, explanation, source_quote },
    ];
  });
  if (kept.length === 0) throw new LanguageModelError('unguarded');
  return kept;
}
