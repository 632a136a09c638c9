import { createRequire } from 'node:module';
import { foldText, isStopWord, tokenize, type Language } from '@har/text-analysis';

/** A noun with its determiner, as it stands in a sentence. */
export interface NounPhrase {
  text: string;
  at: number;
  plural: boolean;
  /** Definite (le, the), indefinite (un, a) or none. */
  determiner: 'definite' | 'indefinite' | 'none';
}

/** The part of either tagger that is used; their own types disagree with what they export to CommonJS. */
type Tagger = (text: string) => { nouns(): { json(): unknown }; json(): unknown };

/** The taggers take 0.5 s and 60 MB each to load: only a quiz that needs them pays for them. */
const load = createRequire(__filename);
const taggers = new Map<Language, Tagger>();

const LONGEST_PHRASE = 4;
const EN_TAIL = /\s(?:of|that|which|who|whose|in|on|at|from|for|to|with|by|and|or|than|as|between)\s.*$/i;
const EN_DETERMINER = /^(?:(the)|(an?))\s/i;
const EN_UNUSABLE =
  /^(?:and|or|but|it|its|they|their|them|this|that|these|those|such|which|what|who|each|every|all|some|any|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|sixteen|twenty|most|many|much|more|both|several|few|he|she|his|her|you|your|we|our|i)\b|[0-9%°“”"«»]/i;
const FR_PHRASE =
  /(?<![\p{L}'’-])(?:(le|la|les)\s|(l['’])|(une?)\s)([\p{L}][\p{L}-]{2,})(?:\s(?:de\s|d['’])([\p{L}][\p{L}-]{2,}))?(?![\p{L}'’-])/giu;

/** After these « les » is an article; elsewhere it may be a pronoun before a verb, and the tagger has to tell. */
const FR_PREPOSITION = /(?:^|\s)(?:dans|sur|sous|par|avec|vers|entre|contre|chez|depuis|pendant|selon)\s$/i;

/** Noun phrases of up to four words, in reading order; none with numbers or pronouns. */
export function nounPhrases(sentence: string, language: Language): NounPhrase[] {
  return language === 'fr' ? frenchPhrases(sentence) : englishPhrases(sentence);
}

function taggerOf(language: Language): Tagger {
  const known = taggers.get(language);
  if (known) return known;
  const loaded = load(language === 'fr' ? 'fr-compromise' : 'compromise') as Tagger | { default: Tagger };
  const tagger = typeof loaded === 'function' ? loaded : loaded.default;
  taggers.set(language, tagger);
  return tagger;
}

interface EnglishNoun {
  text: string;
  noun?: { isPlural?: boolean };
}

function englishPhrases(sentence: string): NounPhrase[] {
  const found: NounPhrase[] = [];
  for (const { text: whole, noun } of taggerOf('en')(sentence).nouns().json() as EnglishNoun[]) {
    const text = whole.replace(EN_TAIL, '').replace(/[\s.,;:!?)]+$/u, '');
    const at = sentence.indexOf(text);
    if (!text || at < 0 || /[,;(]|['’]s?$/.test(text) || EN_UNUSABLE.test(text)) continue;
    if (tokenize(text).length > LONGEST_PHRASE) continue;
    const [, definite, indefinite] = EN_DETERMINER.exec(text) ?? [];
    const cut = text !== whole.replace(/[\s.,;:!?)]+$/u, '');
    const plural = cut ? /[^s]s$/.test(text) : noun?.isPlural === true;
    if (!definite && !indefinite && !plural && at > 0) continue;
    found.push({ text, at, plural, determiner: definite ? 'definite' : indefinite ? 'indefinite' : 'none' });
  }
  return found;
}

interface FrenchSentence {
  terms: { normal: string; text: string; tags: string[] }[];
}

function frenchPhrases(sentence: string): NounPhrase[] {
  const nouns = new Set<string>();
  for (const { terms } of taggerOf('fr')(sentence).json() as FrenchSentence[]) {
    for (const [at, { text, tags }] of terms.entries()) {
      // « l'eau » comes as a determiner of that text, then a noun without text.
      const elided = text === '' ? terms[at - 1]?.text : undefined;
      if (tags.includes('Noun')) nouns.add(lastWord(elided ?? text));
    }
  }
  const found: NounPhrase[] = [];
  for (const match of sentence.matchAll(FR_PHRASE)) {
    const [whole, article, elided, indefinite, head = '', complement] = match;
    const afterPreposition = FR_PREPOSITION.test(sentence.slice(0, match.index));
    if (match.index > 0 && !afterPreposition && !nouns.has(head.toLowerCase())) continue;
    const bound =
      complement && !isStopWord(foldText(complement), 'fr') && nouns.has(complement.toLowerCase());
    const kept = complement && !bound ? whole.slice(0, whole.indexOf(head) + head.length) : whole;
    const plural = article?.toLowerCase() === 'les';
    found.push({
      text: kept,
      at: match.index,
      plural,
      determiner: indefinite && !elided ? 'indefinite' : 'definite',
    });
  }
  return found;
}

function lastWord(text: string): string {
  return text.replace(/^.*['’]/u, '').toLowerCase();
}
