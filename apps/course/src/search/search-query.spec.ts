import { stem } from '@har/text-analysis';
import { readSearch } from './search-query';

const wordsOf = (text: string) => readSearch(text).map(({ word }) => word);

it.each([
  ['Les tableaux croisés', ['tableaux', 'croises']],
  ['how do I learn C++?', ['c++']],
  ["l'analyse de données", ['analyse', 'donnees']],
  ['python python PYTHON', ['python']],
  ['le car', ['le', 'car']],
  ['formation', ['formation']],
  ['formation python', ['python']],
  ['machine learning', ['machine', 'learning']],
  ['IT', ['it']],
  ['', []],
  ['.*$(){}', []],
])('reads %j as %j', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

it('knows a word by its stem in both languages', () => {
  const [word] = readSearch('données');
  expect([...word!.stems.keys()]).toEqual([stem('données', 'fr'), stem('données', 'en')]);
});

it('reads eight words of however many', () => {
  expect(
    wordsOf(Array.from({ length: 60 }, (_, i) => `mot${String.fromCharCode(97 + i)}`).join(' ')),
  ).toHaveLength(8);
});
