import { contentTokens, stem, type Language, type Token } from '@har/text-analysis';
import { askedMeasure } from './asked-measure';
import { relatedEverydayTerms } from './everyday-words';
import type { PassageIndex } from './passage-index';
import { isFramingTerm } from './question-framing';

/** A misspelled word that was recognised counts almost as the word itself. */
const CORRECTED = 0.85;
const SYNONYM = 0.8;
/** « mort » for « exécuté »: often meant, not the same. */
const EVERYDAY = 0.45;
/** Words of the same family (« volcan », « volcanique »), by their letters. */
const RELATED = 0.45;
const RELATED_LEAST = 0.5;
const RELATED_LIMIT = 6;
/** An everyday word that the course does not use is no sign that the course lacks the subject. */
const UNKNOWN_EVERYDAY = 0.4;
/** The unit that an answer must have counts for half a word. */
const MEASURE_WEIGHT = 0.5;
const MEASURE = '#measure';
/** « servir », « happen »: they say how one asks rather than what about. */
const FRAMING = 0.35;

/** One way in which a passage can hold a concept: all of `terms`, worth `weight` (0 to 1). */
export interface Variant {
  terms: readonly string[];
  weight: number;
}

/** One thing that a question is about. */
export interface Concept {
  term: string;
  /** Share in the question: 1, or less for framing words and words taken from earlier turns. */
  weight: number;
  /** Inverse document frequency in the index: how much it tells that a passage has it. */
  rarity: number;
  variants: readonly Variant[];
  /** The index has the word, a correction of it or a synonym. */
  known: boolean;
  /** Written as a name (capital inside a sentence, acronym). */
  properNoun: boolean;
}

/**
 * The concepts of a question, each with the ways the course may say it: the word, its correction, its synonyms and
 * acronym expansions, and words of its family. Stop words are those of the question's language, stems the course's.
 */
export function questionConcepts(question: string, language: Language, index: PassageIndex): Concept[] {
  const tokens = contentTokens(question, language);
  const terms = tokens.map((token) => courseTerm(stem(token.lower, index.language), index));
  const concepts = new Map<string, Concept>();
  const measure = askedMeasure(question, language, index.language);
  const strangers = strangeNames(question, tokens, terms, index);
  for (const [at, token] of tokens.entries()) {
    const term = terms[at] ?? token.term;
    if (concepts.has(term) || measure?.wording.has(term)) continue;
    const variants = strangers.has(token) ? [] : variantsOf(term, synonymsAt(terms, at, index), index);
    concepts.set(term, {
      term,
      weight: weightOf(term, variants, index),
      rarity: rarityOf(term, variants, index),
      variants,
      known: isKnown(variants),
      properNoun: isProperNoun(question, token),
    });
  }
  if (measure) concepts.set(MEASURE, measureConcept(measure.terms, index));
  return [...concepts.values()];
}

/** « combien de temps »: any of the words that tell a duration. */
function measureConcept(terms: readonly string[], index: PassageIndex): Concept {
  const variants = terms
    .filter((term) => index.vocabulary.has(term))
    .map((term) => ({ terms: [term], weight: EVERYDAY }));
  const rarity = rarityOf(MEASURE, variants, index);
  return {
    term: MEASURE,
    weight: MEASURE_WEIGHT,
    rarity,
    variants,
    known: variants.length > 0,
    properNoun: false,
  };
}

/** "faster" and "deepest" are read as "fast" and "deep" when the course only has those. */
function courseTerm(term: string, index: PassageIndex): string {
  const { vocabulary, language } = index;
  const recognised = (word: string): boolean =>
    vocabulary.has(word) || relatedEverydayTerms(word, language).size > 0;
  const base = language === 'en' && !recognised(term) ? /^(.{3,}?)(?:er|est)$/.exec(term)?.[1] : undefined;
  if (!base) return term;
  return [base, base.replace(/(.)\1$/, '$1'), `${base}e`].find(recognised) ?? term;
}

/** Whether a concept only says how one asks. */
export function isFramingConcept(concept: Concept): boolean {
  return isFramingTerm(concept.term);
}

function isKnown(variants: readonly Variant[]): boolean {
  return variants.some((variant) => variant.weight >= SYNONYM);
}

function weightOf(term: string, variants: readonly Variant[], index: PassageIndex): number {
  if (isFramingTerm(term)) return FRAMING;
  const everyday = relatedEverydayTerms(term, index.language).size > 0;
  return everyday && !variants.some((variant) => variant.weight > EVERYDAY) ? UNKNOWN_EVERYDAY : 1;
}

/** Of a word that the course says otherwise, the rarity of what it says instead. */
function rarityOf(term: string, variants: readonly Variant[], index: PassageIndex): number {
  const exact = index.postingsOf(term).size;
  if (exact > 0 || !isKnown(variants)) return inverseFrequency(exact, index.size);
  const others = variants.flatMap((variant) => variant.terms.map((part) => index.postingsOf(part).size));
  return inverseFrequency(Math.max(0, ...others), index.size);
}

/** BM25's inverse document frequency, never negative. */
export function inverseFrequency(frequency: number, size: number): number {
  return Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5));
}

function variantsOf(term: string, synonyms: string[][], index: PassageIndex): Variant[] {
  const { vocabulary } = index;
  const variants: Variant[] = [];
  if (vocabulary.has(term)) variants.push({ terms: [term], weight: 1 });
  const corrected = vocabulary.correct(term);
  if (corrected) variants.push({ terms: [corrected], weight: CORRECTED });
  for (const terms of synonyms) {
    if (terms.every((part) => vocabulary.has(part))) variants.push({ terms, weight: SYNONYM });
  }
  for (const other of relatedEverydayTerms(term, index.language)) {
    if (vocabulary.has(other)) variants.push({ terms: [other], weight: EVERYDAY });
  }
  for (const { term: other, likeness } of vocabulary.similar(term, RELATED_LEAST, RELATED_LIMIT)) {
    variants.push({ terms: [other], weight: RELATED * likeness });
  }
  return variants;
}

/** Synonyms of the longest expressions of the table that contain the word at this place. */
function synonymsAt(terms: readonly string[], at: number, index: PassageIndex): string[][] {
  const table = index.synonymTable;
  const found: string[][] = [];
  for (let length = 1; length <= table.longestExpression; length += 1) {
    for (
      let start = Math.max(0, at - length + 1);
      start <= at && start + length <= terms.length;
      start += 1
    ) {
      found.push(...table.synonymsOf(terms.slice(start, start + length)));
    }
  }
  return found;
}

/**
 * Words of names ("United States") of which the course lacks another word, as far as it never writes them as names: that
 * it speaks of the state does not tell that it speaks of the States.
 */
function strangeNames(
  question: string,
  tokens: readonly Token[],
  terms: readonly string[],
  index: PassageIndex,
): Set<Token> {
  const strangers = new Set<Token>();
  let name: { token: Token; term: string }[] = [];
  const close = (): void => {
    if (name.some(({ term }) => !index.vocabulary.has(term)))
      for (const { token, term } of name) if (!isWritten(token.text, term, index)) strangers.add(token);
    name = [];
  };
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1];
    if (before && question.slice(before.end, token.start) !== ' ') close();
    if (isProperNoun(question, token) && !token.acronym) name.push({ token, term: terms[at] ?? token.term });
    else close();
  }
  close();
  return strangers;
}

function isWritten(text: string, term: string, index: PassageIndex): boolean {
  return [...index.postingsOf(term).keys()].some((id) => index.getPassage(id).text.includes(text));
}

function isProperNoun(question: string, token: Token): boolean {
  if (token.acronym) return true;
  if (!/^\p{Lu}/u.test(token.text)) return false;
  const before = question.slice(0, token.start).trimEnd();
  return before !== '' && !/[.!?:«"“(]$/.test(before);
}
