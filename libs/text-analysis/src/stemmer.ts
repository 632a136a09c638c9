import { LRUCache } from 'lru-cache';
import { newStemmer } from 'snowball-stemmers';
import { foldText } from './fold';
import { regularForm } from './irregular-forms';
import type { Language } from './language';

/** Stemming is three quarters of the time of indexing a course; few words make up nearly all of its text. */
const CACHED_STEMS = 10_000;
const LETTERS = /^\p{L}+$/u;
/** Snowball is quadratic in the length of a word; no word of the two languages is longer. */
const LONGEST_WORD = 40;

const STEMMERS = { fr: newStemmer('french'), en: newStemmer('english') };
const cache = {
  fr: new LRUCache<string, string>({ max: CACHED_STEMS }),
  en: new LRUCache<string, string>({ max: CACHED_STEMS }),
};

/**
 * Folded Snowball stem of a lower-case word that still has its accents. Numbers and `c++` stay as they are, irregular forms
 * (wrote, cuit, teeth) are led back to their base first.
 * French endings that Snowball leaves are taken off as well: see `trimFrench`.
 */
export function stem(word: string, language: Language): string {
  if (word.length > LONGEST_WORD || !LETTERS.test(word)) return foldText(word);
  const known = cache[language].get(word);
  if (known !== undefined) return known;
  const folded = foldText(STEMMERS[language].stem(regularForm(word, language)));
  const found = language === 'fr' ? trimFrench(folded) : folded;
  cache[language].set(word, found);
  return found;
}

/**
 * Snowball reads « réalisent » as a noun, keeps the plural of « trous » and « jeux », and needs accents to see the ending
 * of « libéré » or « lumière », which many people type without: these endings go too, from words that stay words.
 */
function trimFrench(folded: string): string {
  let trimmed = folded.length > 6 && folded.endsWith('ent') ? folded.slice(0, -3) : folded;
  if (/(?:[aiou]s|eux)$/.test(trimmed) && trimmed.length > 3) trimmed = trimmed.slice(0, -1);
  while (trimmed.length > 4 && trimmed.endsWith('e')) trimmed = trimmed.slice(0, -1);
  return trimmed.endsWith('ier') && trimmed.length > 5 ? trimmed.slice(0, -2) : trimmed;
}
