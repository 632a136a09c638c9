import { splitSentences, type Language } from '@har/text-analysis';
import { askedWeight, heldConcepts } from './held-concepts';
import type { Concept } from './question-concepts';
import { showsAnswer, type QuestionKind } from './question-kind';

/** What a passage itself, without its headings, has of an answer. */
export interface AnswerEvidence {
  /** Share of the question, by the rarity of its words, that the best two neighbouring sentences speak of (0 to 1). */
  covered: number;
  /** One of these two shows what the kind of question waits for. */
  shown: boolean;
}

/** Of the pairs of sentences that speak of as much, one that shows it is the best. */
export function answerEvidence(
  text: string,
  concepts: readonly Concept[],
  kind: QuestionKind,
  language: Language,
): AnswerEvidence {
  const asked = concepts.reduce((sum, concept) => sum + askedWeight(concept), 0) || 1;
  let best: AnswerEvidence = { covered: 0, shown: false };
  let before: { held: number[]; shown: boolean } | undefined;
  for (const sentence of splitSentences(text, language)) {
    const held = heldConcepts(sentence, concepts, language);
    const own = showsAnswer(sentence, kind, language);
    const sum = concepts.reduce(
      (total, concept, i) => total + askedWeight(concept) * Math.max(held[i] ?? 0, before?.held[i] ?? 0),
      0,
    );
    const pair = { covered: sum / asked, shown: own || (before?.shown ?? false) };
    if (pair.covered > best.covered || (pair.covered === best.covered && pair.shown)) best = pair;
    before = { held, shown: own };
  }
  return best;
}
