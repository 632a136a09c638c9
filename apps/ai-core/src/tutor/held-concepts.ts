import { analyze, type Language } from '@har/text-analysis';
import type { Concept } from './question-concepts';

/** How far a text itself, without its headings, has each concept of a question: 0 to 1, in the order of the concepts. */
export function heldConcepts(text: string, concepts: readonly Concept[], language: Language): number[] {
  const terms = new Set(analyze(text, language));
  return concepts.map((concept) => {
    const held = concept.variants.filter((variant) => variant.terms.every((term) => terms.has(term)));
    return Math.max(0, ...held.map((variant) => Math.sqrt(variant.weight)));
  });
}

/** What a concept counts for in a question: more the rarer it is in the course. */
export function askedWeight(concept: Concept): number {
  return concept.weight * concept.rarity;
}
