import { Types } from 'mongoose';
import type { SearchCandidate } from './search-candidate.repository';
import type { SearchedWord } from './search-query';
import { rankCandidates } from './search-ranking';

const word = (text: string, courses: number, sureness = 1): SearchedWord => ({
  word: text,
  stems: new Map([[text, sureness]]),
  courses,
});
const candidate = (title: string, hits: string[], popularity = 0): SearchCandidate => ({
  _id: new Types.ObjectId(),
  title,
  hits,
  popularity,
  enrollments_count: 0,
  average_rating: 0,
  reviews_count: 0,
  published_at: null,
});
const rank = (candidates: SearchCandidate[], words: SearchedWord[]) =>
  rankCandidates(candidates, words, 1_000).map(({ candidate: { title } }) => title);

it('weighs where a word stands', () => {
  const candidates = ['d', 'k', 't', 's'].map((field) => candidate(field, [`${field}:excel`]));
  expect(rank(candidates, [word('excel', 10)])).toEqual(['t', 'k', 's', 'd']);
});

it('weighs rare words more than common ones', () => {
  const candidates = [candidate('common', ['t:data']), candidate('rare', ['t:shiny'])];
  expect(rank(candidates, [word('data', 500), word('shiny', 3)])).toEqual(['rare', 'common']);
});

it('prefers all words in lesser places to one in the best', () => {
  const candidates = [candidate('one', ['t:excel']), candidate('both', ['s:excel', 's:macro'])];
  expect(rank(candidates, [word('excel', 100), word('macro', 100)])).toEqual(['both', 'one']);
});

it('prefers what was written to what was guessed', () => {
  const guessed: SearchedWord = {
    ...word('panda', 5),
    stems: new Map([
      ['panda', 1],
      ['pansa', 0.6],
    ]),
  };
  expect(rank([candidate('guessed', ['t:pansa']), candidate('written', ['t:panda'])], [guessed])).toEqual([
    'written',
    'guessed',
  ]);
});

it('prefers the phrase in the title, then the more popular course, then the newer', () => {
  const hits = ['t:pivot', 't:table'];
  const words = [word('pivot', 5), word('table', 5)];
  const phrase = candidate('Pivot table basics', hits);
  const popular = candidate('A table and a pivot', hits, 40);
  const [older, newer] = [candidate('table, pivot', hits), candidate('pivot; table', hits)];
  expect(rank([older, newer, popular, phrase], words)).toEqual([
    'Pivot table basics',
    'A table and a pivot',
    'pivot; table',
    'table, pivot',
  ]);
});

it('leaves out what has none of the words', () => {
  expect(rank([candidate('none', [])], [word('excel', 1)])).toEqual([]);
});
