import { contentTokens, foldText, type Language } from '@har/text-analysis';

/** A question that was asked before in the same conversation, with what was quoted in reply. */
export interface ConversationTurn {
  question: string;
  quotes?: readonly string[];
}

/** Turns further back are no longer what a short question leans on. */
const TURNS_READ = 3;
const FEW_WORDS = 3;

/** A first word or a subject that points back. */
const LEANS: Record<Language, RegExp> = {
  fr: /^\W*(?:et|mais|alors|donc|aussi|sinon|ok|d['’]accord)\b|\b(?:il|elle|ils|elles|cela|ca|celui-ci|celle-ci|ceux-ci|celles-ci)\b/,
  en: /^\W*(?:and|but|so|then|also|ok|what about|how about)\b|\b(?:it|they|them|he|she|him)\b/,
};
/** Words that may as well point inside the question, unless it has but one word of its own. */
const MAY_LEAN: Record<Language, RegExp> = {
  fr: /\b(?:y|en|son|sa|ses|leurs?|ce|cet|cette|ces)\b/,
  en: /\b(?:its?|their|his|her|this|that|these|those|there)\b/,
};
/** Pronouns that repeat a named subject (« la plante ferme-t-elle ses pores ») lean on nothing outside. */
const INVERSION = /-(?:t-)?(?:il|elle|ils|elles)\b/g;

/**
 * The earlier question whose subject a short one takes over (« et pourquoi ? », "how does it work?"), if it leans on one.
 * A follow-up of a follow-up goes on to the turn before.
 */
export function questionLeanedOn(
  question: string,
  language: Language,
  turns: readonly ConversationTurn[],
): ConversationTurn | undefined {
  if (!leansOnEarlier(question, language)) return undefined;
  const recent = turns.slice(-TURNS_READ).reverse();
  return recent.find((turn) => !leansOnEarlier(turn.question, language)) ?? recent[0];
}

/** Whether a question has too little of its own to be understood alone. */
export function leansOnEarlier(question: string, language: Language): boolean {
  const words = contentTokens(question, language).length;
  if (words === 0) return true;
  const folded = foldText(question);
  if (words === 1) return LEANS[language].test(folded) || MAY_LEAN[language].test(folded);
  return words <= FEW_WORDS && LEANS[language].test(folded.replace(INVERSION, ''));
}
