import { detectLanguage, foldText, type Language } from '@har/text-analysis';
import { answerBand, type AnswerStatus } from './answer-band';
import { questionLeanedOn, type ConversationTurn } from './conversation';
import { asksAboutCourse, type CourseDescription } from './course-question';
import type { Passage } from './passage';
import type { PassageIndex } from './passage-index';
import { rankPassages, type RankedPassage } from './passage-ranker';
import { isFramingConcept, questionConcepts, type Concept } from './question-concepts';
import { questionKind } from './question-kind';
import { fuseRanks } from './rank-fusion';
import { firstSentences, selectQuotes, type Quote, type SelectionRequest } from './sentence-selector';
import { TUTOR_PHRASES } from './tutor-phrases';

/** Longest question that is read, in characters. */
export const LONGEST_QUESTION = 500;
/** Most citations of an answer, and passages found for it. */
const CITED = 3;
const FOUND = 6;
/** Sentences of a course's description that tell what it is about. */
const DESCRIBED = 3;
/** Code shown in an answer, in characters. */
const LONGEST_CODE = 400;
/** Passages of each ranking that are joined. */
const JOINED = 50;
/** Words of the question before count for less than those of the question itself. */
const EARLIER_WEIGHT = 0.6;

export interface TutorRequest {
  question: string;
  /** The reader's language, used when the question does not tell its own. */
  language?: Language;
  /** Earlier turns, the oldest first. */
  turns?: readonly ConversationTurn[];
  /** The lesson that the learner has open, if any. */
  lesson_id?: string;
  /** How the course describes itself, for questions about it as a whole. */
  about?: CourseDescription;
  /** The lessons that the learner may open; all if not given. */
  lessons?: ReadonlySet<string>;
}

export interface Citation {
  /** `null` where the course's own description is quoted. */
  lesson_id: string | null;
  /** Of the course where there is no lesson. */
  lesson_title: string;
  /** 1 for the first paragraph of the lesson. */
  paragraph: number;
  /** Word for word from the lesson. */
  quote: string;
}

export interface TutorAnswer {
  status: AnswerStatus;
  language: Language;
  /** Plain text, in the language of the question around quotes in the course's. */
  answer: string;
  /** None when the status is `unknown`. */
  citations: Citation[];
  /** What lessons say of it, the best first: for who puts it into words of their own. None when `unknown`. */
  passages: Passage[];
}

/** What the words of a question find: passages that an answer may be quoted from. */
export interface WordSearch {
  readonly status: Exclude<AnswerStatus, 'unknown'>;
  readonly language: Language;
  /** With the one that it leans on, so that it can be understood alone. */
  readonly question: string;
  /** The best first. */
  readonly by_words: readonly RankedPassage[];
  /** How quotes are chosen of them. */
  readonly selection: Omit<SelectionRequest, 'passages'>;
}

/**
 * Answers a question from the passages of one course, or says that it cannot (001 §SERVICE 4, chat).
 * Quotes only; never says anything that no lesson says. A question is cut at 500 characters.
 *
 * @param byMeaning ids of the passages nearest in meaning, the nearest first, of lessons that the learner may open
 */
export function answerQuestion(
  index: PassageIndex,
  request: TutorRequest,
  byMeaning: readonly number[] = [],
): TutorAnswer {
  const found = searchByWords(index, request);
  return 'by_words' in found ? answerFrom(index, found, byMeaning) : found;
}

/** The first half of `answerQuestion`: the answer already, where nothing has to be joined with what words find. */
export function searchByWords(index: PassageIndex, request: TutorRequest): TutorAnswer | WordSearch {
  const question = request.question.slice(0, LONGEST_QUESTION);
  const language = detectLanguage(question) ?? request.language ?? index.language;
  if (isGreeting(question)) return withoutCitations(language, 'greeting');
  if (request.about && asksAboutCourse(question, language))
    return describeCourse(request.about, language, index.language);
  const turns = request.turns ?? [];
  const leaned = questionLeanedOn(question, language, turns);
  const own = questionConcepts(question, language, index);
  const concepts = withEarlier(own, leaned, language, index);
  const asksOn = leaned !== undefined && own.every(isFramingConcept);
  const kind = questionKind(question, language);
  const by_words = rankPassages(index, concepts, {
    kind,
    lessons: request.lessons,
    openLesson: request.lesson_id,
    limit: JOINED,
  });
  // Whether there is an answer is told by the words alone: likeness of vectors has no scale that holds for every model.
  const status = answerBand(by_words[0], concepts, index.size, kind);
  if (status === 'unknown') return withoutCitations(language, 'unknown');
  const alreadyQuoted = asksOn ? turns.flatMap((turn) => turn.quotes ?? []) : [];
  return {
    status,
    language,
    question: leaned ? `${leaned.question} ${question}` : question,
    by_words,
    selection: { concepts, kind, language: index.language, alreadyQuoted },
  };
}

/** The second half of `answerQuestion`. */
export function answerFrom(
  index: PassageIndex,
  { status, language, by_words, selection }: WordSearch,
  byMeaning: readonly number[] = [],
): TutorAnswer {
  const passages = withMeaning(index, by_words, byMeaning).slice(0, FOUND);
  const quotes = selectQuotes({ ...selection, passages: passages.slice(0, CITED) });
  return {
    status,
    language,
    answer: compose(status, quotes, language),
    citations: quotes.map(citationOf),
    passages: passages.map(({ passage }) => passage),
  };
}

function withoutCitations(language: Language, phrase: 'greeting' | 'unknown'): TutorAnswer {
  return {
    status: 'unknown',
    language,
    answer: TUTOR_PHRASES[language][phrase],
    citations: [],
    passages: [],
  };
}

/** Both rankings joined; the scores stay those of the words, by their places. */
function withMeaning(
  index: PassageIndex,
  byWords: readonly RankedPassage[],
  byMeaning: readonly number[],
): RankedPassage[] {
  if (byMeaning.length === 0) return [...byWords];
  const words = new Map(byWords.map((ranked) => [ranked.id, ranked]));
  const lowest = byWords.at(-1)?.score ?? 0;
  return fuseRanks([[...words.keys()], byMeaning]).map((id, place) => {
    const found = words.get(id) ?? { id, passage: index.getPassage(id), coverage: 0, defines: false };
    return { ...found, score: byWords[place]?.score ?? lowest };
  });
}

function describeCourse(
  { title, text }: CourseDescription,
  language: Language,
  spoken: Language,
): TutorAnswer {
  const quote = firstSentences(text, DESCRIBED, spoken) || title;
  return {
    status: 'answered',
    language,
    answer: TUTOR_PHRASES[language].about(title, quote),
    citations: [{ lesson_id: null, lesson_title: title, paragraph: 1, quote }],
    passages: [],
  };
}

/** The passages that a question would be answered from, for tests and evaluation: ranked, with their band. */
export function searchPassages(
  index: PassageIndex,
  question: string,
  limit: number,
): { status: AnswerStatus; passages: RankedPassage[] } {
  const language = detectLanguage(question) ?? index.language;
  const concepts = questionConcepts(question, language, index);
  const kind = questionKind(question, language);
  const passages = rankPassages(index, concepts, { kind, limit });
  return { status: answerBand(passages[0], concepts, index.size, kind), passages };
}

function withEarlier(
  concepts: readonly Concept[],
  turn: ConversationTurn | undefined,
  language: Language,
  index: PassageIndex,
): Concept[] {
  if (!turn) return [...concepts];
  const asked = detectLanguage(turn.question) ?? language;
  const own = new Set(concepts.map((concept) => concept.term));
  const earlier = questionConcepts(turn.question.slice(0, LONGEST_QUESTION), asked, index)
    .filter((concept) => !own.has(concept.term))
    .map((concept) => ({ ...concept, weight: concept.weight * (own.size > 0 ? EARLIER_WEIGHT : 1) }));
  return [...concepts, ...earlier];
}

function compose(status: 'answered' | 'possible', quotes: readonly Quote[], language: Language): string {
  const main = quotes.filter((quote) => quote.main);
  const titles = [...new Set(main.map((quote) => quote.ranked.passage.lesson_title))];
  return TUTOR_PHRASES[language][status](titles, main.map(withCode).join(' '));
}

/** A sentence that announces an example is shown with it. */
function withCode({ ranked, text }: Quote): string {
  const { code } = ranked.passage;
  return code && text.endsWith(':') && code.length <= LONGEST_CODE ? `${text}\n\n${code}\n\n` : text;
}

function citationOf({ ranked, text }: Quote): Citation {
  const { lesson_id, lesson_title, paragraph } = ranked.passage;
  return { lesson_id, lesson_title, paragraph, quote: text };
}

const GREETING =
  /^(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|merci|thanks|thank you)(?: (?:beaucoup|a tous|there|everyone|all))?$/;

function isGreeting(question: string): boolean {
  return GREETING.test(
    foldText(question)
      .replace(/[^\p{L}\s]/gu, '')
      .trim(),
  );
}
