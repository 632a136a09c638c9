import { splitSentences, type Language } from '@har/text-analysis';
import { askedWeight, heldConcepts } from './held-concepts';
import type { RankedPassage } from './passage-ranker';
import type { Concept } from './question-concepts';
import { showsAnswer, type QuestionKind } from './question-kind';
import { followsFromPrevious, leansOnPrevious } from './leaning-sentence';

/** Longest answer, in sentences. */
const MOST_SENTENCES = 3;
/** A further sentence must speak of this much more of the question. */
const LEAST_GAIN = 0.12;
/** Passages that score this close to the best one may be the better answer, and are quoted with it. */
const NEAR_BEST = 0.88;
/** Passages below this share of the best score are not even pointed at. */
const WORTH_SEEING = 0.6;
const KIND_BONUS = 0.25;
/** A learner who asks on does not want the same sentence again. */
const REPEATED = 2;

/** A run of neighbouring sentences of one passage, as it stands there. */
export interface Quote {
  ranked: RankedPassage;
  text: string;
  /** Part of the answer, or only worth reading too. */
  main: boolean;
}

export interface SelectionRequest {
  /** Best first, not empty. */
  passages: readonly RankedPassage[];
  concepts: readonly Concept[];
  kind: QuestionKind;
  /** Language of the passages. */
  language: Language;
  /** What was quoted in the turns before. */
  alreadyQuoted?: readonly string[];
}

/** Sentences `from` (included) to `to` (not included). */
type Run = [from: number, to: number];

/**
 * The sentences that answer best: of the best passage as many as it takes to speak of all that the passage has of the
 * question, three at most; of passages that score nearly as well the best one; of the others one to read too.
 */
export function selectQuotes(request: SelectionRequest): Quote[] {
  const quotes: Quote[] = [];
  const passages = unsaidFirst(request);
  const best = passages[0]?.score ?? 0;
  let taken = 0;
  for (const [order, ranked] of passages.entries()) {
    if (ranked.score < best * WORTH_SEEING) break;
    const sentences = splitSentences(ranked.passage.text, request.language);
    const room = order === 0 ? MOST_SENTENCES : Math.max(1, MOST_SENTENCES - taken);
    const chosen = chooseRun(sentences, order === 0 ? room : 1, request);
    const run = order === 0 ? withNeighbours(chosen, sentences, request) : chosen;
    const text = textOf(ranked.passage.text, sentences, run);
    const fits = ranked.score >= best * NEAR_BEST && taken + run[1] - run[0] <= MOST_SENTENCES;
    const main = order === 0 || (fits && addsReason(quotes, text, request));
    if (main) taken += run[1] - run[0];
    quotes.push({ ranked, main, text });
  }
  return quotes;
}

/** Once a reason is told, what only touches the subject adds nothing to it. */
function addsReason(quotes: readonly Quote[], text: string, { kind, language }: SelectionRequest): boolean {
  const isReason = (quoted: string): boolean => showsAnswer(quoted, 'reason', language);
  return kind !== 'reason' || isReason(text) || !quotes.some((quote) => quote.main && isReason(quote.text));
}

/** Passages that were already quoted from beginning to end come last. */
function unsaidFirst({ passages, alreadyQuoted = [] }: SelectionRequest): RankedPassage[] {
  const said = ({ passage }: RankedPassage): boolean =>
    alreadyQuoted.some((quote) => quote.includes(passage.text));
  return [...passages.filter((ranked) => !said(ranked)), ...passages.filter(said)];
}

/** Takes the sentence that says most, then those that say what is missing, as long as they stay together. */
function chooseRun(sentences: readonly string[], room: number, request: SelectionRequest): Run {
  const holds = sentences.map((sentence) => heldConcepts(sentence, request.concepts, request.language));
  const covered = new Array<number>(request.concepts.length).fill(0);
  let run: Run | undefined;
  for (let picks = 0; picks < room; picks += 1) {
    const choice = bestNext(sentences, holds, covered, run, request);
    if (!choice || (run && choice.gain < LEAST_GAIN)) break;
    const next = extend(run, choice.at, sentences, request.language);
    if (run && next[1] - next[0] > MOST_SENTENCES) break;
    run = next;
    for (let at = run[0]; at < run[1]; at += 1) {
      for (const [concept, share] of (holds[at] ?? []).entries())
        covered[concept] = Math.max(covered[concept] ?? 0, share);
    }
  }
  return run ?? [0, Math.min(1, sentences.length)];
}

/**
 * One sentence that does not show what was asked for is rarely the whole answer: the next one mostly goes on. What is asked
 * for with why or how takes as many as there is room for until a reason or a way is told, which may stand on either side.
 */
function withNeighbours(
  [from, to]: Run,
  sentences: readonly string[],
  { kind, language }: SelectionRequest,
): Run {
  const explains = kind === 'reason' || kind === 'manner';
  const most = explains ? MOST_SENTENCES : 2;
  const isShown = (): boolean =>
    kind !== 'other' &&
    (kind !== 'manner' || to - from > 1) &&
    sentences.slice(from, to).some((sentence) => showsAnswer(sentence, kind, language));
  while (to - from < Math.min(most, sentences.length) && !isShown()) {
    if (to < sentences.length) to += 1;
    else if (explains) from -= 1;
    else break;
  }
  return [from, to];
}

function bestNext(
  sentences: readonly string[],
  holds: readonly number[][],
  covered: readonly number[],
  run: Run | undefined,
  request: SelectionRequest,
): { at: number; gain: number } | undefined {
  const asked = request.concepts.reduce((sum, concept) => sum + askedWeight(concept), 0) || 1;
  let best: { at: number; gain: number; score: number } | undefined;
  for (const [at, sentence] of sentences.entries()) {
    if (run && at >= run[0] && at < run[1]) continue;
    let gain = 0;
    for (const [i, concept] of request.concepts.entries()) {
      gain += (Math.max(0, (holds[at]?.[i] ?? 0) - (covered[i] ?? 0)) * askedWeight(concept)) / asked;
    }
    const bonus = !run && showsAnswer(sentence, request.kind, request.language) ? KIND_BONUS : 0;
    const repeated = request.alreadyQuoted?.some((quote) => quote.includes(sentence)) ? REPEATED : 0;
    const score = gain + bonus - repeated;
    if (!best || score > best.score) best = { at, gain: gain - repeated, score };
  }
  return best;
}

/** A sentence that leans on the one before it (« Elle… ») or follows from it brings it along; gaps are filled. */
function extend(run: Run | undefined, at: number, sentences: readonly string[], language: Language): Run {
  const sentence = sentences[at] ?? '';
  const leans = leansOnPrevious(sentence) || followsFromPrevious(sentence, language);
  const from = at > 0 && leans ? at - 1 : at;
  return run ? [Math.min(run[0], from), Math.max(run[1], at + 1)] : [from, at + 1];
}

/** The first sentences of a text, as they stand there; empty for an empty text. */
export function firstSentences(text: string, most: number, language: Language): string {
  const sentences = splitSentences(text, language);
  return textOf(text, sentences, [0, Math.min(most, sentences.length)]);
}

function textOf(text: string, sentences: readonly string[], [from, to]: Run): string {
  let start = 0;
  for (const sentence of sentences.slice(0, from)) start = text.indexOf(sentence, start) + sentence.length;
  let end = start;
  for (const sentence of sentences.slice(from, to)) end = text.indexOf(sentence, end) + sentence.length;
  return text.slice(start, end).trim();
}
