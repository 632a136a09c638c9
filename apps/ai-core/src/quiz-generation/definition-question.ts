import { analyze, tokenize, type Language } from '@har/text-analysis';
import type { DefinitionFact } from './definition-fact';
import { QUIZ_PHRASES } from './quiz-phrases';
import type { QuestionDraft } from './quiz-question';
import type { SeededRandom } from './seeded-random';

const WRONG_OPTIONS = 3;

/** What the wrong options may be taken from. */
export interface DefinitionPool {
  facts: readonly DefinitionFact[];
  /** Definitions of the course's other lessons, when this one defines too little. */
  related?: readonly DefinitionFact[];
  /** The lesson, to see how it writes its terms. */
  text?: string;
  /** Further terms of the text, when it defines too few. */
  terms: readonly { text: string; plural: boolean }[];
}

/** « Qu'est-ce que la chlorophylle ? », with the definitions of other terms as wrong options; needs four definitions. */
export function whatIsQuestion(
  fact: DefinitionFact,
  { facts, related = [], text = '' }: DefinitionPool,
  language: Language,
  random: SeededRandom,
): QuestionDraft | undefined {
  const others = [...random.shuffle(facts), ...random.shuffle(related)].filter(
    (other) =>
      other.plural === fact.plural &&
      apart(other.term, fact.term, language) &&
      !mentions(other.body, fact.term, language) &&
      !mentions(fact.body, other.term, language),
  );
  const wrong = others.slice(0, WRONG_OPTIONS).map(({ body }) => capitalised(body));
  if (wrong.length < WRONG_OPTIONS) return undefined;
  const question = askWhatIs(fact, text, language);
  return {
    kind: 'definition',
    tier: 'A',
    question,
    correct: capitalised(fact.body),
    wrong,
    source_quote: fact.sentence.text,
  };
}

/** "Which term matches this definition?", with other terms of the text as wrong options. */
export function whichTermQuestion(
  fact: DefinitionFact,
  pool: DefinitionPool,
  language: Language,
  random: SeededRandom,
): QuestionDraft | undefined {
  const sameNumber = (other: { plural: boolean }): boolean => other.plural === fact.plural;
  const terms = (facts: readonly DefinitionFact[]): string[] =>
    facts
      .filter((other) => other !== fact && sameNumber(other) && !mentions(other.body, fact.term, language))
      .map(({ term }) => term);
  const defined = [...random.shuffle(terms(pool.facts)), ...random.shuffle(terms(pool.related ?? []))];
  const mentioned = pool.terms.filter((other) => sameNumber(other) && !isName(other.text));
  const wrong: string[] = [];
  for (const term of [...defined, ...likeliest(mentioned, fact.term, random)]) {
    const usable = [fact.term, ...wrong].every((other) => apart(other, term, language));
    if (usable && !mentions(fact.body, term, language)) wrong.push(term);
    if (wrong.length === WRONG_OPTIONS) break;
  }
  if (wrong.length < WRONG_OPTIONS) return undefined;
  const question = QUIZ_PHRASES[language].whichTerm(fact.body);
  return {
    kind: 'definition',
    tier: 'A',
    question,
    correct: capitalised(fact.term),
    wrong: wrong.map(capitalised),
    source_quote: fact.sentence.text,
  };
}

/** Terms of as many words first: a single word among expressions would stand out. */
function likeliest(terms: readonly { text: string }[], model: string, random: SeededRandom): string[] {
  const length = tokenize(model).length;
  const away = (term: string): number => Math.abs(tokenize(term).length - length);
  return random
    .shuffle(terms)
    .map(({ text }) => text)
    .sort((a, b) => away(a) - away(b));
}

function isName(term: string): boolean {
  return /^\p{Lu}/u.test(term);
}

function askWhatIs({ term, article, plural }: DefinitionFact, text: string, language: Language): string {
  const lower = article.toLowerCase();
  if (language === 'en')
    return `What ${plural ? 'are' : 'is'} ${lower}${article ? term : inSentence(term, text)}?`;
  if (plural) return `Que sont ${lower}${term} ?`;
  const vowel = /^[aeiouyéèêàâîôûhœ]/i.test(`${lower}${term}`);
  return `Qu'est-ce ${vowel ? "qu'" : 'que '}${lower}${term} ?`;
}

/** A bare term that opens its sentence lost its small letter there, unless the text writes it with a capital elsewhere. */
function inSentence(term: string, text: string): string {
  const small = term.charAt(0).toLowerCase() + term.slice(1);
  const first = /^[\p{L}]+/u.exec(term)?.[0] ?? '';
  const name = /[\p{Lu}\p{N}]/u.test(small) || new RegExp(`[\\p{Ll},;] ${first}(?![\\p{L}])`, 'u').test(text);
  return name ? term : small;
}

function apart(a: string, b: string, language: Language): boolean {
  const words = new Set(analyze(a, language));
  const others = analyze(b, language);
  return others.length > 0 && others.every((word) => !words.has(word));
}

function mentions(text: string, term: string, language: Language): boolean {
  const words = new Set(analyze(text, language));
  return analyze(term, language).some((word) => words.has(word));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
