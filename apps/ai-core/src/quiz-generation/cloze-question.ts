import { analyze, type Language } from '@har/text-analysis';
import { nounPhrases, type NounPhrase } from './noun-phrases';
import { BLANK, QUIZ_PHRASES } from './quiz-phrases';
import type { QuestionDraft } from './quiz-question';
import type { SeededRandom } from './seeded-random';
import type { SourceSentence } from './source-sentence';

const WRONG_OPTIONS = 3;
/** Nouns that fit nearly anywhere, so that they are neither a fair answer nor a wrong one. */
const GENERAL: Record<Language, string> = {
  fr: `chose fait manière façon cas partie type sorte genre nombre fois temps gens monde exemple raison suite début fin moment
    moyen place point forme ensemble plupart reste question problème résultat année jour mois siècle personne
    processus mécanisme élément phénomène notion concept ailleurs intérieur extérieur autre sien sienne siens siennes mien mienne tien tienne nôtre vôtre`,
  en: `thing way part kind sort type number time people world example reason beginning end moment place point form set
    rest question problem result year day month century person case fact lot use order
    process mechanism element concept idea piece while other another`,
};
const GENERAL_TERMS: Record<Language, ReadonlySet<string>> = {
  fr: new Set(analyze(GENERAL.fr, 'fr')),
  en: new Set(analyze(GENERAL.en, 'en')),
};

/** A noun phrase with the sentence that it was found in. */
export interface PlacedPhrase extends NounPhrase {
  sentence: SourceSentence;
  terms: string[];
}

/** The noun phrases of the sentences that say something; loads the tagger. */
export function placedPhrases(sentences: readonly SourceSentence[], language: Language): PlacedPhrase[] {
  return sentences.flatMap((sentence) =>
    nounPhrases(sentence.text, language)
      .map((phrase) => ({ ...phrase, sentence, terms: analyze(phrase.text, language) }))
      .filter(({ terms }) => terms.length > 0 && !terms.some((term) => GENERAL_TERMS[language].has(term))),
  );
}

/** A sentence with a noun phrase taken out; phrases of the same form from elsewhere in the text are the wrong options. */
export function clozeQuestion(
  phrase: PlacedPhrase,
  phrases: readonly PlacedPhrase[],
  language: Language,
  random: SeededRandom,
): QuestionDraft | undefined {
  const { text } = phrase.sentence;
  const stem = `${text.slice(0, phrase.at)}${BLANK}${text.slice(phrase.at + phrase.text.length)}`;
  const used = new Set(analyze(text, language));
  const wrong: PlacedPhrase[] = [];
  for (const other of random.shuffle(phrases)) {
    if (other.sentence.block === phrase.sentence.block || !sameForm(other, phrase)) continue;
    if (other.terms.some((term) => used.has(term))) continue;
    for (const term of other.terms) used.add(term);
    wrong.push(other);
    if (wrong.length === WRONG_OPTIONS) break;
  }
  const words = new Set(analyze(stem, language));
  if (wrong.length < WRONG_OPTIONS || phrase.terms.some((term) => words.has(term))) return undefined;
  const cased = (option: PlacedPhrase): string => casedLike(option.text, phrase.at === 0);
  const question = QUIZ_PHRASES[language].completes(stem);
  return {
    kind: 'cloze',
    tier: 'B',
    question,
    correct: cased(phrase),
    wrong: wrong.map(cased),
    source_quote: text,
  };
}

function sameForm(a: PlacedPhrase, b: PlacedPhrase): boolean {
  return a.plural === b.plural && a.determiner === b.determiner;
}

/** Only the capital of a determiner can be changed safely: a bare noun may be a name. */
function casedLike(text: string, capital: boolean): string {
  if (capital) return text.charAt(0).toUpperCase() + text.slice(1);
  return /^(?:the|an?|les?|la|une?|l['’])/i.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
