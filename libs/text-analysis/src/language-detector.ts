import type { Language } from './language';
import { STOP_WORDS } from './stop-words';
import { tokenize } from './tokenizer';

/** Enough words to be sure, and little enough to cost nothing on a book. */
const SAMPLE_LENGTH = 20_000;
const FRENCH_ELISION = /(?<![\p{L}\p{N}])(?:[ldjnmtsc]|qu)['’](?=[\p{L}])/giu;
const FRENCH_LETTER = /[àâçèéêëîïôùûœ]/i;

/**
 * The language of a text by a vote of its function words, elisions counting for French.
 * `undefined` when nothing tells, or on a tie: the caller falls back on the course's language.
 */
export function detectLanguage(text: string): Language | undefined {
  const sample = text.slice(0, SAMPLE_LENGTH);
  let french = sample.match(FRENCH_ELISION)?.length ?? 0;
  let english = 0;
  for (const { term } of tokenize(sample)) {
    const inFrench = STOP_WORDS.fr.has(term);
    const inEnglish = STOP_WORDS.en.has(term);
    if (inFrench && !inEnglish) french += 1;
    if (inEnglish && !inFrench) english += 1;
  }
  if (french === english) return french === 0 && FRENCH_LETTER.test(sample) ? 'fr' : undefined;
  return french > english ? 'fr' : 'en';
}
