import { isStopWord, tokenize, type Language, type Token } from '@har/text-analysis';

/** An acronym and the words that the text spells it out with. */
export interface Acronym {
  acronym: string;
  words: string;
}

const SHORTEST = 2;
const LONGEST = 7;

/**
 * Acronyms that a text explains, in either order: « Banque centrale européenne (BCE) », "API (application programming
 * interface)". The initials of the words must spell the acronym; small words may be skipped.
 */
export function findAcronyms(text: string, language: Language): Acronym[] {
  const found: Acronym[] = [];
  const tokens = tokenize(text);
  for (const [at, token] of tokens.entries()) {
    if (!token.acronym || token.term.length < SHORTEST || token.term.length > LONGEST) continue;
    const before = opensBracket(text, token) ? spelledBefore(tokens, at, language) : undefined;
    const next = tokens[at + 1];
    const after =
      next && /^\s*\(\s*$/.test(text.slice(token.end, next.start))
        ? spelledAfter(tokens, at, language)
        : undefined;
    const range = before ?? after;
    if (range) found.push({ acronym: token.text, words: text.slice(range.start, range.end) });
  }
  return found;
}

interface Range {
  start: number;
  end: number;
}

function opensBracket(text: string, token: Token): boolean {
  return /\(\s*$/.test(text.slice(Math.max(0, token.start - 4), token.start));
}

function spelledBefore(tokens: readonly Token[], at: number, language: Language): Range | undefined {
  const letters = [...(tokens[at]?.term ?? '')];
  let last: Token | undefined;
  let first: Token | undefined;
  for (let i = at - 1; i >= 0 && letters.length > 0 && at - i <= 2 * LONGEST; i -= 1) {
    const token = tokens[i];
    if (!token) break;
    if (token.term[0] === letters.at(-1)) {
      letters.pop();
      last ??= token;
      first = token;
    } else if (!isStopWord(token.term, language)) return undefined;
  }
  return letters.length === 0 && first && last ? { start: first.start, end: last.end } : undefined;
}

function spelledAfter(tokens: readonly Token[], at: number, language: Language): Range | undefined {
  const letters = [...(tokens[at]?.term ?? '')];
  let first: Token | undefined;
  let last: Token | undefined;
  for (let i = at + 1; i < tokens.length && letters.length > 0 && i - at <= 2 * LONGEST; i += 1) {
    const token = tokens[i];
    if (!token) break;
    if (token.term[0] === letters[0]) {
      letters.shift();
      first ??= token;
      last = token;
    } else if (!isStopWord(token.term, language)) return undefined;
  }
  return letters.length === 0 && first && last ? { start: first.start, end: last.end } : undefined;
}
