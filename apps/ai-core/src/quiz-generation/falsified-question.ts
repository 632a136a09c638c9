import { analyze, tokenize, type Language } from '@har/text-analysis';
import type { DefinitionFact } from './definition-fact';
import type { NumberFact } from './number-fact';
import { writeLike } from './number-reader';
import { wrongValues } from './number-question';
import { OPPOSITES } from './opposites';
import { QUIZ_PHRASES } from './quiz-phrases';
import type { QuestionDraft } from './quiz-question';
import type { SeededRandom } from './seeded-random';
import type { SourceSentence } from './source-sentence';

const TRUE_STATEMENTS = 3;
/** Four statements are to be read; longer ones tire. */
const LONGEST_STATEMENT = 170;
/** What was so in one year was often so in the next. */
const YEARS_APART = 9;
/** Nobody should have to know whether it was fifteen or sixteen. */
const NUMBERS_APART = 0.3;
/** What can rise by sixteen metres can rise by nine. */
const AT_MOST = /(?<![\p{L}])(?:can|may|could|up\sto|peut|peuvent|pouvait|jusqu['’]à)(?![\p{L}])/iu;
const NEGATED =
  /(?<![\p{L}])(?:ne|n['’]|pas|jamais|sans|aucune?|ni|not|no|never|without|nor|cannot|n't|unless|sauf|except|moins|less|barely|hardly|scarcely|rarely|guère|peine)(?![\p{L}])/iu;

/** A statement of the text and a false one made of it. */
export interface FalseStatement {
  text: string;
  source: SourceSentence;
  /** What was put in from another sentence, which must not be shown beside it. */
  borrowed?: string;
  /** A number was changed: it may belong to a running example. */
  byNumber?: boolean;
}

/** What a text offers for making a sentence false. */
export interface FalsifyingFacts {
  definitions: readonly DefinitionFact[];
  numbers: readonly NumberFact[];
}

/** A false version of a sentence: another term's definition, another number, or the opposite word. */
export function falsify(
  source: SourceSentence,
  facts: FalsifyingFacts,
  language: Language,
  random: SeededRandom,
): FalseStatement | undefined {
  const swapped = swapDefinition(source, facts.definitions, language, random);
  if (swapped) return swapped;
  const renumbered = swapNumber(source, facts.numbers, language, random);
  if (renumbered) return { text: renumbered, source, byNumber: true };
  const opposite = swapOpposite(source, language);
  return opposite ? { text: opposite, source } : undefined;
}

function swapDefinition(
  source: SourceSentence,
  facts: readonly DefinitionFact[],
  language: Language,
  random: SeededRandom,
): FalseStatement | undefined {
  const own = facts.find((fact) => fact.sentence === source);
  if (!own) return undefined;
  const others = facts.filter(
    (fact) => fact !== own && fact.plural === own.plural && unrelated(fact, own, language),
  );
  const other = random.shuffle(others)[0];
  const at = source.text.indexOf(own.body);
  if (!other || at <= 0) return undefined;
  return { text: `${source.text.slice(0, at)}${other.body}.`, source, borrowed: other.body };
}

/** « Do While est une boucle… »: what is said of loops in general is true of it too. */
function unrelated(one: DefinitionFact, other: DefinitionFact, language: Language): boolean {
  const says = (a: DefinitionFact, b: DefinitionFact): boolean =>
    a.body.toLowerCase().includes(b.term.toLowerCase());
  const words = new Set(analyze(one.term, language));
  const shared = analyze(other.term, language).some((word) => words.has(word));
  return !shared && !says(one, other) && !says(other, one);
}

function swapNumber(
  source: SourceSentence,
  numbers: readonly NumberFact[],
  language: Language,
  random: SeededRandom,
): string | undefined {
  const own = numbers.filter((fact) => fact.sentence === source);
  const [only] = own;
  if (!only || own.length > 2) return undefined;
  for (const value of wrongValues(only, numbers, random)) {
    if (isNearlyTrue(value, only)) continue;
    const written = writeLike(value, only, language);
    if (!written || source.text.includes(written)) continue;
    return `${source.text.slice(0, only.at)}${written}${source.text.slice(only.at + only.written.length)}`;
  }
  return undefined;
}

function isNearlyTrue(value: number, { kind, value: right, sentence }: NumberFact): boolean {
  if (kind === 'year') return Math.abs(value - right) < YEARS_APART;
  if (kind !== 'day' && Math.abs(value - right) < NUMBERS_APART * right) return true;
  return value < right && AT_MOST.test(sentence.text);
}

/** Only where one word decides: a sentence with a negation, or with two such words, may stay true. */
function swapOpposite(source: SourceSentence, language: Language): string | undefined {
  if (NEGATED.test(source.text) || source.text.includes('(')) return undefined;
  const found = tokenize(source.text).filter((token) => OPPOSITES[language].has(token.text.toLowerCase()));
  const [only] = found;
  if (!only || found.length > 1 || only.start === 0 || /,\s$/.test(source.text.slice(0, only.start)))
    return undefined;
  const opposite = OPPOSITES[language].get(only.text.toLowerCase());
  // « s'ajoutent » cannot become « s'retirent ».
  const elided = /['’]$/.test(source.text.slice(0, only.start)) && !/^[aeiouyéèêh]/i.test(opposite ?? '');
  return opposite && !elided
    ? `${source.text.slice(0, only.start)}${opposite}${source.text.slice(only.end)}`
    : undefined;
}

/** "Which of these statements is false?", the three others word for word from the text. */
export function whichIsFalseQuestion(
  statement: FalseStatement,
  sentences: readonly SourceSentence[],
  language: Language,
  random: SeededRandom,
): QuestionDraft | undefined {
  const short = sentences.filter(
    (sentence) =>
      sentence !== statement.source &&
      sentence.text.length <= LONGEST_STATEMENT &&
      !(statement.borrowed && sentence.text.includes(statement.borrowed)),
  );
  const wrong = random
    .shuffle(short)
    .slice(0, TRUE_STATEMENTS)
    .map(({ text }) => text);
  if (wrong.length < TRUE_STATEMENTS || statement.text.length > LONGEST_STATEMENT) return undefined;
  const question = QUIZ_PHRASES[language].whichIsFalse;
  return {
    kind: 'falsified',
    tier: 'A',
    question,
    correct: statement.text,
    wrong,
    source_quote: statement.source.text,
  };
}

/** « Vrai ou faux ? » on the false statement or on the true one. */
export function trueOrFalseQuestion(
  statement: FalseStatement,
  language: Language,
  random: SeededRandom,
): QuestionDraft {
  const { isItTrue, yes, no } = QUIZ_PHRASES[language];
  const isTrue = random.below(2) === 0;
  return {
    kind: 'falsified',
    tier: 'A',
    question: isItTrue(isTrue ? statement.source.text : statement.text),
    correct: isTrue ? yes : no,
    wrong: [isTrue ? no : yes],
    ordered: [yes, no],
    source_quote: statement.source.text,
  };
}
