import type { Language } from '@har/text-analysis';
import { clozeQuestion, placedPhrases, type PlacedPhrase } from './cloze-question';
import { readDefinition, type DefinitionFact } from './definition-fact';
import { whatIsQuestion, whichTermQuestion, type DefinitionPool } from './definition-question';
import { falsify, trueOrFalseQuestion, whichIsFalseQuestion } from './falsified-question';
import type { NumberFact } from './number-fact';
import { readNumbers } from './number-reader';
import { likelyTerms } from './likely-terms';
import { numberQuestion } from './number-question';
import type { QuestionDraft, QuestionKind } from './quiz-question';
import type { SeededRandom } from './seeded-random';
import { withNamedSubject, type SourceSentence } from './source-sentence';

type Drafts = Generator<QuestionDraft | undefined, void>;

/** What the questions are made from. */
export interface QuizSource {
  text: string;
  language: Language;
  random: SeededRandom;
  /** Works on example data (tables, code). */
  hasExamples: boolean;
  /** Sentences of the course's other lessons, for wrong options only. */
  related?: readonly SourceSentence[];
}

/** Makes the questions that a text carries, kind by kind, one after another; taggers are loaded when first needed. */
export class QuestionMakers implements Record<Exclude<QuestionKind, 'llm'>, () => Drafts> {
  readonly definitions: DefinitionFact[];
  readonly numbers: NumberFact[];
  private readonly related: DefinitionFact[];
  private readonly named: SourceSentence[];
  private found: PlacedPhrase[] | undefined;

  constructor(
    sentences: readonly SourceSentence[],
    private readonly source: QuizSource,
  ) {
    const { text, language } = source;
    this.named = withNamedSubject(sentences, text, language);
    this.definitions = sentences.flatMap((sentence) => readDefinition(sentence, language) ?? []);
    const own = new Set(this.definitions.map(({ term }) => term.toLowerCase()));
    this.related = (source.related ?? [])
      .flatMap((sentence) => readDefinition(sentence, language) ?? [])
      .filter(({ term }) => !own.has(term.toLowerCase()));
    this.numbers = this.named.flatMap((sentence) => readNumbers(sentence, language));
  }

  /** Asks for the term and for the definition in turn; terms from the whole text when too few are defined. */
  *definition(): Drafts {
    const { language, random, text } = this.source;
    const pool: DefinitionPool = { facts: this.definitions, related: this.related, terms: [], text };
    for (const [turn, fact] of random.shuffle(this.definitions).entries()) {
      const forms =
        turn % 2 === 0 ? [whichTermQuestion, whatIsQuestion] : [whatIsQuestion, whichTermQuestion];
      const made = forms.map((form) => form(fact, pool, language, random)).find(Boolean);
      yield (
        made ??
        whichTermQuestion(fact, { ...pool, terms: likelyTerms(this.phrases(), language) }, language, random)
      );
    }
  }

  *number(): Drafts {
    const { language, random } = this.source;
    for (const fact of random.shuffle(this.numbers)) {
      yield this.reviewed(numberQuestion(fact, this.numbers, language, random));
    }
  }

  /** No sentence is shown in two of these questions: one would give the other away. */
  *falsified(): Drafts {
    const { named } = this;
    const { language, random } = this.source;
    const shown = new Set<string>();
    for (const sentence of random.shuffle(named)) {
      if (shown.has(sentence.text)) continue;
      const statement = falsify(sentence, this, language, random);
      if (!statement) continue;
      const unseen = named.filter(({ text }) => !shown.has(text));
      const draft =
        whichIsFalseQuestion(statement, unseen, language, random) ??
        trueOrFalseQuestion(statement, language, random);
      for (const seen of [sentence.text, ...draft.wrong]) shown.add(seen);
      yield statement.byNumber ? this.reviewed(draft) : draft;
    }
  }

  /** Numbers of a lesson with example data may be results rather than facts: an instructor looks. */
  private reviewed(draft: QuestionDraft | undefined): QuestionDraft | undefined {
    return draft && this.source.hasExamples ? { ...draft, tier: 'B' } : draft;
  }

  *cloze(): Drafts {
    const { language, random } = this.source;
    for (const phrase of random.shuffle(this.phrases())) {
      yield clozeQuestion(phrase, this.phrases(), language, random);
    }
  }

  private phrases(): PlacedPhrase[] {
    this.found ??= placedPhrases(this.named, this.source.language);
    return this.found;
  }
}
