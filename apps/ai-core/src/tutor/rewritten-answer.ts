import Joi from 'joi';
import type { Language } from '@har/text-analysis';
import { LanguageModelError, type ModelQuestion } from '../language-model/language-model';
import { hasNoNewNumber, isPlainText } from '../language-model/plain-text';
import { dataRule, newMark, quotedData } from '../language-model/quoted-data';
import type { Passage } from './passage';
import type { Citation } from './tutor';

/** An answer that a model wrote from passages. */
export interface RewrittenAnswer {
  answer: string;
  citations: { passage: number; quote: string }[];
}

const MOST_CITATIONS = 3;
const LONGEST_ANSWER = 1_200;
const SHORTEST_QUOTE = 15;
const LANGUAGES: Record<Language, string> = { fr: 'French', en: 'English' };

const REWRITTEN = Joi.object<RewrittenAnswer, true>({
  answer: Joi.string().max(LONGEST_ANSWER).required(),
  citations: Joi.array()
    .items(
      Joi.object({
        passage: Joi.number().integer().min(0).required(),
        quote: Joi.string().min(SHORTEST_QUOTE).max(600).required(),
      }),
    )
    .min(1)
    .max(MOST_CITATIONS)
    .required(),
});

/** Asks a model to answer from the passages that the search found, and from nothing else. */
export function rewritingQuestion(
  question: string,
  passages: readonly Passage[],
  language: Language,
): ModelQuestion<RewrittenAnswer> {
  const mark = newMark();
  const data = {
    question,
    passages: passages.map(({ lesson_title, text }, passage) => ({ passage, lesson_title, text })),
  };
  return {
    name: 'tutor_answer',
    instructions:
      `You are the tutor of one course. Answer the learner's question in ${LANGUAGES[language]}, in at most four sentences of ` +
      'plain text, using only what the passages say: add no fact, number or name of your own. Cite each passage that you ' +
      `use by its number, with a quote copied from it character by character. No links, no markup. ${dataRule(mark)}`,
    content: quotedData(mark, data),
    schema: REWRITTEN,
    max_tokens: 600,
    deadline_ms: 8_000,
  };
}

/**
 * The guard: every cited passage was given and has the quote word for word, and the answer is plain text without a number
 * that the passages lack.
 *
 * @throws LanguageModelError unguarded
 */
export function guardRewritten(
  { answer, citations }: RewrittenAnswer,
  passages: readonly Passage[],
  question: string,
): { answer: string; citations: Citation[] } {
  const quoted = citations.map(({ passage: number, quote }) => {
    const passage = passages[number];
    if (!passage?.text.includes(quote)) throw new LanguageModelError('unguarded');
    const { lesson_id, lesson_title, paragraph } = passage;
    return { lesson_id, lesson_title, paragraph, quote };
  });
  const source = `${question} ${passages.map(({ text }) => text).join(' ')}`;
  if (!isPlainText(answer) || !hasNoNewNumber(answer, source)) throw new LanguageModelError('unguarded');
  return { answer, citations: quoted };
}
