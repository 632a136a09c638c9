import { isStopWord, stem, tokenize, type Token } from '@har/text-analysis';

/** More words than this say nothing more, and would cost more. */
const MOST_WORDS = 8;
/** What people add who look for a course: everything here is one. */
const EVERYWHERE = new Set(
  `learn course courses training tutorial tutorials class classes lesson lessons
   apprendre cours formation formations tutoriel tutoriels lecon lecons`.split(/\s+/),
);

/** One word of a search, with everything it may be indexed as. */
export interface SearchedWord {
  /** Folded: lower case without accents. */
  readonly word: string;
  /** Index terms with how surely each is meant: 1 the word itself, less what was guessed. */
  readonly stems: ReadonlyMap<string, number>;
  /** How many courses have it, nearly; 0 when nobody knows it. */
  readonly courses: number;
}

/**
 * The words of a search, each once, in both languages: whoever searches says neither which one they write nor which one
 * the course is in. The text is words and nothing else: no character in it means anything.
 */
export function readSearch(text: string): SearchedWord[] {
  const tokens = tokenize(text);
  const content = tokens.filter((token) => token.acronym || !saysNothing(token));
  // "car" and "formation" are words too when nothing else is asked.
  const chosen = content.length > 0 ? content : tokens;
  const words = new Map(chosen.map((token) => [token.term, token]));
  return [...words.values()].slice(0, MOST_WORDS).map(toSearchedWord);
}

function saysNothing({ term }: Token): boolean {
  return EVERYWHERE.has(term) || isStopWord(term, 'fr') || isStopWord(term, 'en');
}

function toSearchedWord({ lower, term }: Token): SearchedWord {
  const stems = new Map([
    [stem(lower, 'fr'), 1],
    [stem(lower, 'en'), 1],
  ]);
  return { word: term, stems, courses: 0 };
}
