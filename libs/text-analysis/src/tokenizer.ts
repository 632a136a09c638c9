import { foldText } from './fold';

/** One word of a text; `start` and `end` are offsets in UTF-16 units of the text that was given. */
export interface Token {
  /** As written, without an elided article or an English contraction. */
  text: string;
  /** Lower case with its accents: what a stemmer reads. */
  lower: string;
  /** Lower case without accents: what is compared. */
  term: string;
  start: number;
  end: number;
  /** Written in capitals in a text that is not (SQL, O.N.U., 3D). */
  acronym: boolean;
}

/** Longer runs without a space are no words; they are cut so that nothing later depends on their length. */
export const MAX_TOKEN_LENGTH = 64;

const DOTTED = String.raw`(?<![\p{L}\p{N}.])\p{Lu}(?:\.\p{Lu}){1,9}\.?(?![\p{L}\p{N}])`;
const DOT_NET = String.raw`(?<![\p{L}\p{N}.])\.(?:NET|Net|net)(?![\p{L}\p{N}])`;
const GROUPED = String.raw`(?<![\p{L}\p{N}.,])[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3}){1,6}(?:[.,][0-9]+)?(?![\p{L}\p{N}])`;
const NUMBER = String.raw`[0-9]+(?:[.,][0-9]+)*(?![\p{L}\p{N}])`;
const WORD = String.raw`[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}\p{N}]+)*(?:\+\+|#(?![\p{L}\p{N}]))?`;
const TOKEN = new RegExp([DOTTED, DOT_NET, GROUPED, NUMBER, WORD].join('|'), 'gu');

const APOSTROPHE = /['’ʼ]/;
const ELISIONS = new Set('l d j m t s n c qu jusqu lorsqu puisqu quoiqu quelqu presqu'.split(' '));
const CONTRACTIONS = new Set('s t d m re ve ll'.split(' '));
const CAPITALS = /^\p{Lu}[\p{Lu}\p{N}]+$|^\p{N}+\p{Lu}+$/u;
const DOTTED_TOKEN = /^\p{Lu}(?:\.\p{Lu})+\.?$/u;
const NUMBER_TOKEN = /^[0-9][0-9.,\s]*$/;

/**
 * Words of a text in reading order. Elided articles (l', d', qu') and English contractions ('s, n't) are dropped,
 * hyphens separate, `C++`, `C#`, `.NET`, dotted acronyms, decimals and grouped thousands are one token each.
 * Linear in the length of the text.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) tokens.push(readToken(match[0], match.index));
  const shouted = tokens.length > 1 && !/\p{Ll}/u.test(text);
  if (shouted) for (const token of tokens) token.acronym = false;
  return tokens;
}

function readToken(raw: string, offset: number): Token {
  if (NUMBER_TOKEN.test(raw)) return numberToken(raw, offset);
  if (DOTTED_TOKEN.test(raw)) return wordToken(raw, raw.replaceAll('.', ''), offset, raw.length);
  const [skip, end] = withoutElision(raw);
  const text = raw.slice(skip, end);
  return wordToken(text, text, offset + skip, text.length);
}

function wordToken(text: string, spelled: string, start: number, length: number): Token {
  const cut = spelled.slice(0, MAX_TOKEN_LENGTH);
  const lower = cut.replace(/['’ʼ]/g, '').normalize('NFC').toLowerCase();
  const acronym = CAPITALS.test(cut);
  return {
    text: text.slice(0, MAX_TOKEN_LENGTH),
    lower,
    term: foldText(lower),
    start,
    end: start + length,
    acronym,
  };
}

function numberToken(raw: string, start: number): Token {
  const term = canonicalNumber(raw.slice(0, MAX_TOKEN_LENGTH));
  return {
    text: raw.slice(0, MAX_TOKEN_LENGTH),
    lower: term,
    term,
    start,
    end: start + raw.length,
    acronym: false,
  };
}

/** One spelling for both languages: `1 200`, `1,200` and `1200` agree, `3,14` and `3.14` too. */
function canonicalNumber(raw: string): string {
  const joined = raw.replace(/\s/g, '');
  if (/^[0-9]{1,3}(?:,[0-9]{3})+$/.test(joined)) return joined.replaceAll(',', '');
  return joined.replaceAll(',', '.');
}

/** Bounds of the word inside `l'eau`, `qu'il`, `plant's`, `don't`; `aujourd'hui` and `O'Brien` stay whole. */
function withoutElision(raw: string): [start: number, end: number] {
  const first = raw.search(APOSTROPHE);
  if (first < 0) return [0, raw.length];
  const skip = ELISIONS.has(raw.slice(0, first).toLowerCase()) ? first + 1 : 0;
  const last = lastApostrophe(raw);
  const contracted = last > skip && CONTRACTIONS.has(raw.slice(last + 1).toLowerCase());
  if (!contracted) return [skip, raw.length];
  const negated =
    raw[last + 1]?.toLowerCase() === 't' && raw[last - 1]?.toLowerCase() === 'n' && last - 1 > skip;
  return [skip, negated ? last - 1 : last];
}

function lastApostrophe(raw: string): number {
  return Math.max(raw.lastIndexOf("'"), raw.lastIndexOf('’'), raw.lastIndexOf('ʼ'));
}
