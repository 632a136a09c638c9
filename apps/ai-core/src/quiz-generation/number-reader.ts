import { isStopWord, foldText, type Language } from '@har/text-analysis';
import { isDefiniteNumber, type NumberFact } from './number-fact';
import type { SourceSentence } from './source-sentence';

const WORDS: Record<Language, string[]> = {
  fr: 'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(
    ' ',
  ),
  en: 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'.split(
    ' ',
  ),
};
/** « un » and "one" are mostly no numbers, « deux » and "two" mostly no facts. */
const LEAST_WORD = 3;
const NUMBER =
  /(?<![\p{L}\p{N}.,'’/:^#_-])(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?(?![\p{L}\p{N}/:^_]|[.,][0-9])/gu;
/** Sums, versions, chapters and clock times are no facts to be asked for. */
const SKIPPED_BEFORE =
  /(?:version|chapitre|chapter|page|leçon|lesson|étape|step|figure|numéro|number|no\.?|n°|python|excel|niveau|type|article|louis|henri|charles|(?<!more |less |fewer |larger |longer |greater )than|[+*×/^=-])\s?$/iu;
const MOST_NUMBERS = 4;
const MONTHS =
  'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march|april|may|june|july|august|september|october|november|december';
const MONTH_AFTER = new RegExp(`^(?:er|st|nd|rd|th)?\\s(?:${MONTHS})(?![\\p{L}])`, 'iu');
const MONTH_BEFORE = new RegExp(`(?<![\\p{L}])(?:${MONTHS})\\s$`, 'iu');

/** The numbers of a sentence that can be asked for; none of a sentence that calculates or lists many. */
export function readNumbers(sentence: SourceSentence, language: Language): NumberFact[] {
  if (/[=+×*<>]/.test(sentence.text)) return [];
  const digits = [...sentence.text.matchAll(NUMBER)].map((match) => fact(match[0], match.index, sentence));
  if (digits.length > MOST_NUMBERS) return [];
  return [...digits, ...wordNumbers(sentence, language)].filter(
    (found) => !SKIPPED_BEFORE.test(before(found)) && saysOfWhat(found, language) && isDefiniteNumber(found),
  );
}

function before({ sentence, at }: NumberFact): string {
  return sentence.text.slice(Math.max(0, at - 12), at);
}

/** A bare number (« donne 630 ») is the result of some example; a year, or a number of something, is a fact. */
function saysOfWhat(found: NumberFact, language: Language): boolean {
  if (found.kind === 'year' || found.kind === 'day') return true;
  if (found.value < 2) return false;
  if (/[$€£]\s?$/.test(before(found))) return true;
  return /^[%°€$£]/.test(found.unit) || (found.unit !== '' && !isStopWord(foldText(found.unit), language));
}

function fact(written: string, at: number, sentence: SourceSentence): NumberFact {
  const value = readNumber(written);
  const after = sentence.text.slice(at + written.length);
  const unit = /^\s?([%€$£]|°\p{L}?|[\p{L}]+)/u.exec(after)?.[1]?.toLowerCase() ?? '';
  const year =
    /^[12][0-9]{3}$/.test(written) && value <= 2100 && !/^\s?(?:%|°|€|\$|[\p{L}]+s\b)/u.test(after);
  const day = value <= 31 && (MONTH_AFTER.test(after) || MONTH_BEFORE.test(sentence.text.slice(0, at)));
  return { written, value, kind: year ? 'year' : day ? 'day' : 'number', at, unit, sentence };
}

/** « 2 000 » and "2,000" are two thousand; « 3,5 » and "3.5" three and a half. */
export function readNumber(written: string): number {
  const joined = written.replace(/[\s\u00a0\u202f]/g, '');
  return Number(
    /^[0-9]{1,3}(?:,[0-9]{3})+$/.test(joined) ? joined.replaceAll(',', '') : joined.replace(',', '.'),
  );
}

function wordNumbers(sentence: SourceSentence, language: Language): NumberFact[] {
  const found: NumberFact[] = [];
  for (const match of sentence.text.matchAll(/(?<![\p{L}-])\p{L}{3,8}(?![\p{L}-])/gu)) {
    const value = WORDS[language].indexOf(match[0].toLowerCase());
    if (value < LEAST_WORD) continue;
    const unit =
      /^\s([\p{L}]+)/u.exec(sentence.text.slice(match.index + match[0].length))?.[1]?.toLowerCase() ?? '';
    found.push({ written: match[0], value, kind: 'word', at: match.index, unit, sentence });
  }
  return found;
}

/** Writes a value as a number of the text is written: same separators, decimals, or in letters. */
export function writeLike(value: number, fact: NumberFact, language: Language): string | undefined {
  if (fact.kind === 'word') return WORDS[language][value];
  if (fact.kind === 'year' || fact.kind === 'day') return String(value);
  const decimals = /[.,]([0-9]{1,2}|[0-9]{4,})$/.exec(fact.written)?.[1]?.length ?? 0;
  const point = decimals > 0 && fact.written.includes(',') ? ',' : '.';
  const [whole = '0', part] = value.toFixed(decimals).split('.');
  const separator = /[0-9]([ \u00a0\u202f,])[0-9]{3}(?![0-9])/.exec(fact.written)?.[1];
  const grouped = separator && decimals === 0 ? whole.replace(/\B(?=([0-9]{3})+$)/g, separator) : whole;
  return part ? `${grouped}${point}${part}` : grouped;
}
