import type { RankedPassage } from './passage-ranker';
import { inverseFrequency, type Concept } from './question-concepts';
import type { QuestionKind } from './question-kind';

/** How sure the tutor is: it answers, shows the closest passages, or says that the course does not tell. */
export type AnswerStatus = 'answered' | 'possible' | 'unknown';

/** Shares of the question that the best passage must speak of; set on development questions, see the evaluation. */
export const ANSWERED_COVERAGE = 0.5;
export const POSSIBLE_COVERAGE = 0.3;
/** Score of the best passage, in words as rare as can be: a word that only this passage has counts about 1. */
export const ANSWERED_STRENGTH = 1.1;
export const POSSIBLE_STRENGTH = 0.5;
/** Asked what one thing is, a passage that says something of it will do, though it need not be said often. */
const DEFINED_STRENGTH = 0.75;
/** One word that hardly another passage has makes a passage worth showing, whatever else was asked. */
const RARE_STRENGTH = 0.85;
const RARE_COVERAGE = 0.2;
/** A passage that speaks of nearly all of the question is worth showing, however common its words are in the course. */
const SHOWN_COVERAGE = 0.85;

/**
 * The band of a ranking. A name that the course never mentions (Oracle, Austerlitz) forbids a sure answer; a passage
 * that defines what a question wants defined is one.
 */
export function answerBand(
  top: RankedPassage | undefined,
  concepts: readonly Concept[],
  indexSize: number,
  kind: QuestionKind = 'other',
): AnswerStatus {
  if (!top) return 'unknown';
  const strength = top.score / inverseFrequency(1, indexSize);
  const stranger = concepts.some((concept) => concept.properNoun && !concept.known);
  const defined = kind === 'definition' && top.coverage >= SHOWN_COVERAGE && strength >= DEFINED_STRENGTH;
  const sure = top.defines || defined || (top.coverage >= ANSWERED_COVERAGE && strength >= ANSWERED_STRENGTH);
  if (sure && !stranger) return 'answered';
  if (top.coverage >= SHOWN_COVERAGE && !stranger) return 'possible';
  const close = top.coverage >= POSSIBLE_COVERAGE && strength >= POSSIBLE_STRENGTH;
  const rare = top.coverage >= RARE_COVERAGE && strength >= RARE_STRENGTH;
  return close || rare ? 'possible' : 'unknown';
}
