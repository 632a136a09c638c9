import { contentTokens, type Language } from '@har/text-analysis';
import { answerEvidence } from './answer-evidence';
import { hasDefinition } from './defining-sentence';
import { askedWeight } from './held-concepts';
import type { IndexedPassage, PassageIndex } from './passage-index';
import { inverseFrequency, isFramingConcept, type Concept, type Variant } from './question-concepts';
import { questionKind, type QuestionKind } from './question-kind';

/** BM25's saturation and length normalisation, for passages of two to eight sentences. */
const K1 = 1.2;
const B = 0.4;
/** What the rest of the lesson says of the question counts for each of its passages. */
const LESSON_WEIGHT = 0.15;
/** The lesson that the learner has open. */
const OPEN_LESSON_BONUS = 1.15;
/** Passages looked at for the definition that a question asks for, and what having it is worth in rare words. */
const DEFINITIONS_READ = 30;
const DEFINITION_BONUS = 0.5;
/** Passages looked at for a reason, and how near to the best by its words one that gives it must be. */
const REASONS_READ = 12;
const NEAR_ENOUGH = 0.5;

export interface RankOptions {
  kind?: QuestionKind;
  /** Only passages of these lessons: those that the learner may open. */
  lessons?: ReadonlySet<string>;
  openLesson?: string;
  limit?: number;
}

export interface RankedPassage {
  id: number;
  passage: IndexedPassage;
  score: number;
  /** Share of the question, by the rarity of its words, that the passage speaks of (0 to 1). */
  coverage: number;
  /** The question asks what something is, and the passage says it. */
  defines: boolean;
}

/** Passages by BM25 over the question's concepts, with the lesson as context; best first, ties by place. */
export function rankPassages(
  index: PassageIndex,
  concepts: readonly Concept[],
  options: RankOptions = {},
): RankedPassage[] {
  const { scores, covered, touched } = scoreConcepts(index, concepts);
  const asked = concepts.reduce((sum, concept) => sum + askedWeight(concept), 0);
  const lessonScores = scoreLessons(index, scores, touched);
  const ranked: RankedPassage[] = [];
  for (const id of touched) {
    const passage = index.getPassage(id);
    if (options.lessons && !options.lessons.has(passage.lesson_id)) continue;
    const context = LESSON_WEIGHT * (lessonScores.get(passage.lesson_id) ?? 0);
    const bonus = passage.lesson_id === options.openLesson ? OPEN_LESSON_BONUS : 1;
    const score = ((scores[id] ?? 0) + context) * bonus;
    ranked.push({ id, passage, score, coverage: asked > 0 ? (covered[id] ?? 0) / asked : 0, defines: false });
  }
  ranked.sort(byScore);
  if (options.kind === 'definition') preferDefinitions(index, concepts, ranked);
  if (options.kind === 'reason') preferReason(index, concepts, ranked);
  if (options.kind) preferAskingHeading(index, concepts, options.kind, ranked);
  return ranked.slice(0, options.limit ?? 10);
}

function byScore(a: RankedPassage, b: RankedPassage): number {
  return b.score - a.score || a.id - b.id;
}

function preferDefinitions(index: PassageIndex, concepts: readonly Concept[], ranked: RankedPassage[]): void {
  const wanted = concepts.filter((concept) => !isFramingConcept(concept));
  if (wanted.some((concept) => !concept.known)) return;
  const terms = wanted.flatMap((concept) => concept.variants[0]?.terms ?? []);
  for (const candidate of ranked.slice(0, DEFINITIONS_READ)) {
    if (!hasDefinition(candidate.passage.text, terms, index.language)) continue;
    candidate.defines = true;
    candidate.score += DEFINITION_BONUS * inverseFrequency(1, index.size);
  }
  ranked.sort(byScore);
}

/**
 * Asked why, the passage that shares most words may only tell what to do (often by its heading alone): one that speaks of as
 * much in its own sentences and gives a reason goes before it. Other kinds gained nothing from this when measured.
 */
function preferReason(index: PassageIndex, concepts: readonly Concept[], ranked: RankedPassage[]): void {
  const top = ranked[0];
  if (!top) return;
  const evidenceIn = ({ passage }: RankedPassage) =>
    answerEvidence(passage.text, concepts, 'reason', index.language);
  const { covered, shown } = evidenceIn(top);
  if (shown) return;
  const better = ranked.slice(1, REASONS_READ).find((candidate) => {
    if (candidate.score < top.score * NEAR_ENOUGH) return false;
    const evidence = evidenceIn(candidate);
    return evidence.shown && evidence.covered >= covered;
  });
  if (better) putFirst(ranked, better);
}

/**
 * Under a heading such as “How much?” a lesson answers that question of what its title names, and need not name it again:
 * what it says first there goes before a passage of the lesson that shares more words and does not show what is asked for.
 */
function preferAskingHeading(
  index: PassageIndex,
  concepts: readonly Concept[],
  kind: QuestionKind,
  ranked: RankedPassage[],
): void {
  const top = ranked[0];
  if (!top || answerEvidence(top.passage.text, concepts, kind, index.language).shown) return;
  const [first] = ranked
    .filter(
      ({ passage }) =>
        passage.lesson_id === top.passage.lesson_id &&
        asksOnly(passage.heading, kind, index.language) &&
        answerEvidence(passage.text, concepts, kind, index.language).shown,
    )
    .sort((a, b) => a.id - b.id);
  if (first) putFirst(ranked, first);
}

/** Whether a heading asks a question of a kind with no word of its own: “How much?”, « Pourquoi ? ». */
function asksOnly(heading: string | undefined, kind: QuestionKind, language: Language): boolean {
  return (
    heading !== undefined &&
    heading.endsWith('?') &&
    questionKind(heading, language) === kind &&
    contentTokens(heading, language).length === 0
  );
}

/** With the score of the one that was first. */
function putFirst(ranked: RankedPassage[], better: RankedPassage): void {
  const top = ranked[0]!;
  ranked.splice(ranked.indexOf(better), 1);
  ranked.unshift({ ...better, score: top.score, coverage: Math.max(better.coverage, top.coverage) });
}

interface ConceptScores {
  /** By passage id. */
  scores: Float64Array;
  covered: Float64Array;
  touched: number[];
}

/** Each concept counts once, in the way that the passage says it best. */
function scoreConcepts(index: PassageIndex, concepts: readonly Concept[]): ConceptScores {
  const total: ConceptScores = blank(index);
  const seen = new Uint8Array(index.capacity);
  for (const concept of concepts) {
    const best = blank(index);
    for (const variant of concept.variants) scoreVariant(index, variant, best);
    for (const id of best.touched) {
      if (!seen[id]) {
        seen[id] = 1;
        total.touched.push(id);
      }
      total.scores[id] = (total.scores[id] ?? 0) + concept.weight * (best.scores[id] ?? 0);
      total.covered[id] =
        (total.covered[id] ?? 0) + concept.weight * concept.rarity * (best.covered[id] ?? 0);
    }
  }
  return total;
}

function blank(index: PassageIndex): ConceptScores {
  return { scores: new Float64Array(index.capacity), covered: new Float64Array(index.capacity), touched: [] };
}

/** Of an expression of several words a passage with a part of them gets that part of a part. */
function scoreVariant(index: PassageIndex, variant: Variant, best: ConceptScores): void {
  const wanted = variant.terms.length;
  const sums = new Map<number, { score: number; words: number }>();
  for (const term of variant.terms) {
    const posting = index.postingsOf(term);
    const rarity = inverseFrequency(posting.size, index.size);
    for (const [id, weight] of posting) {
      const norm = K1 * (1 - B + (B * index.lengthOf(id)) / index.averageLength);
      const gain = (rarity * weight * (K1 + 1)) / (weight + norm);
      if (wanted === 1) keepBest(best, id, gain * variant.weight, variant.weight);
      else {
        const sum = sums.get(id) ?? { score: 0, words: 0 };
        sums.set(id, { score: sum.score + gain, words: sum.words + 1 });
      }
    }
  }
  for (const [id, { score, words }] of sums) {
    const share = (words / wanted) ** 2 * variant.weight;
    keepBest(best, id, (score / wanted) * share, share);
  }
}

function keepBest(best: ConceptScores, id: number, score: number, share: number): void {
  const before = best.scores[id] ?? 0;
  if (score <= before) return;
  if (before === 0) best.touched.push(id);
  best.scores[id] = score;
  best.covered[id] = share;
}

/** Mean of a lesson's three best passages. */
function scoreLessons(
  index: PassageIndex,
  scores: Float64Array,
  touched: readonly number[],
): Map<string, number> {
  const byLesson = new Map<string, number[]>();
  for (const id of touched) {
    const { lesson_id: lessonId } = index.getPassage(id);
    const found = byLesson.get(lessonId);
    if (found) found.push(scores[id] ?? 0);
    else byLesson.set(lessonId, [scores[id] ?? 0]);
  }
  const means = new Map<string, number>();
  for (const [lessonId, found] of byLesson) {
    const best = found.sort((a, b) => b - a).slice(0, 3);
    means.set(lessonId, best.reduce((sum, score) => sum + score, 0) / 3);
  }
  return means;
}
