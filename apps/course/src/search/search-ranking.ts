import { foldText } from '@har/text-analysis';
import type { SearchCandidate } from './search-candidate.repository';
import type { SearchedWord } from './search-query';
import type { FieldClass } from './search-terms';

/** What a word counts by where it stands: title, keywords, short description, description. */
const FIELD_WEIGHTS: Record<FieldClass, number> = { t: 8, k: 5, s: 3, d: 1 };
/** The words one after the other in the title, as they were searched. */
const PHRASE_BONUS = 1.4;
/** A course with 100,000 learners (popularity 66) counts about a sixth more than an equal one without. */
const POPULARITY_SHARE = 1 / 400;

export interface RankedCandidate {
  readonly candidate: SearchCandidate;
  readonly score: number;
  /** How many of the words it has. */
  readonly matched: number;
}

/**
 * The candidates by relevance: rare words count more than common ones, and a course that has all words more than one
 * that has some.
 *
 * @param published how many courses there are
 */
export function rankCandidates(
  candidates: readonly SearchCandidate[],
  words: readonly SearchedWord[],
  published: number,
): RankedCandidate[] {
  const phrase = words.map(({ word }) => word).join(' ');
  const rarities = words.map(({ courses }) => Math.log(1 + (published + 1) / (1 + courses)));
  return candidates
    .map((candidate) => {
      const weights = words.map((word) => weightIn(candidate, word));
      const matched = weights.filter((weight) => weight > 0).length;
      const sum = weights.reduce((total, weight, at) => total + weight * (rarities[at] ?? 0), 0);
      const coverage = matched / Math.max(1, words.length);
      const bonus = words.length > 1 && foldText(candidate.title).includes(phrase) ? PHRASE_BONUS : 1;
      const score = sum * coverage * coverage * bonus * (1 + candidate.popularity * POPULARITY_SHARE);
      return { candidate, score, matched };
    })
    .filter(({ matched }) => matched > 0)
    .sort((a, b) => b.score - a.score || compareIds(b, a));
}

/** The best place in which the candidate has the word, times how surely it is the word that was meant. */
function weightIn(candidate: SearchCandidate, word: SearchedWord): number {
  let best = 0;
  for (const hit of candidate.hits) {
    const sureness = word.stems.get(hit.slice(2)) ?? 0;
    best = Math.max(best, sureness * FIELD_WEIGHTS[hit[0] as FieldClass]);
  }
  return best;
}

function compareIds(a: RankedCandidate, b: RankedCandidate): number {
  return String(a.candidate._id).localeCompare(String(b.candidate._id));
}
