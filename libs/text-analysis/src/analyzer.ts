import type { Language } from './language';
import { stem } from './stemmer';
import { isStopWord } from './stop-words';
import { tokenize, type Token } from './tokenizer';

/** The tokens of a text that carry meaning: no stop words, but acronyms such as WHO or OR stay. */
export function contentTokens(text: string, language: Language): Token[] {
  return tokenize(text).filter((token) => token.acronym || !isStopWord(token.term, language));
}

/** Index terms of a text, in reading order and with repeats: content words, stemmed and folded. */
export function analyze(text: string, language: Language): string[] {
  return contentTokens(text, language).map((token) => stem(token.lower, language));
}
