import fc from 'fast-check';
import { editDistance } from '@har/text-analysis';
import { distanceTo, forgivenErrors, keysOfKnown, keysOfSearched } from './near-words';

it.each([
  ['abc', 0],
  ['abcd', 1],
  ['abcdefg', 1],
  ['abcdefgh', 2],
  ['r2d2', 0],
  ['c++', 0],
  ['2024', 0],
])('forgives in %s %d errors', (word, errors) => {
  expect(forgivenErrors(word)).toBe(errors);
  expect(keysOfSearched(word).length > 0).toBe(errors > 0);
});

it.each([
  ['pyhton', 'python', 1],
  ['pyton', 'python', 1],
  ['pythonn', 'python', 1],
  ['xython', 'python', 1],
  ['statitsque', 'statistique', 2],
  ['photografie', 'photographie', 2],
  ['java', 'javascript', undefined],
  ['rust', 'ruse', 1],
  ['sql', 'sqk', undefined],
])('measures %s to %s', (searched, known, distance) => {
  expect(distanceTo(searched, known)).toBe(distance);
});

const LETTERS = 'abcdeé';
const word = (min: number, max: number) =>
  fc
    .array(fc.constantFrom(...LETTERS), { minLength: min, maxLength: max })
    .map((letters) => letters.join(''));
const edits = fc.array(
  fc.record({
    kind: fc.constantFrom('drop', 'add', 'change', 'swap'),
    at: fc.nat(),
    letter: fc.constantFrom(...LETTERS),
  }),
  { minLength: 1, maxLength: 2 },
);

function edited(text: string, { kind, at, letter }: { kind: string; at: number; letter: string }): string {
  const i = at % text.length;
  if (kind === 'drop') return text.slice(0, i) + text.slice(i + 1);
  if (kind === 'add') return text.slice(0, i) + letter + text.slice(i);
  if (kind === 'change') return text.slice(0, i) + letter + text.slice(i + 1);
  return text.slice(0, i) + (text[i + 1] ?? '') + text[i] + text.slice(i + 2);
}

it('finds a known word by every misspelling that is forgiven', () => {
  fc.assert(
    fc.property(word(4, 14), edits, (known, steps) => {
      const searched = steps.reduce(edited, known);
      const distance = editDistance(searched, known, 2);
      fc.pre(distance <= forgivenErrors(searched));
      const keys = new Set(keysOfKnown(known));
      expect(keysOfSearched(searched).some((key) => keys.has(key))).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

it('gives a word few keys, however long it is', () => {
  for (const length of [1, 3, 7, 20, 64])
    expect(keysOfKnown('abcdefghij'.repeat(7).slice(0, length)).length).toBeLessThan(30);
});
