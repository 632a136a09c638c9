import fc from 'fast-check';
import { editDistance } from './edit-distance';

/** The textbook table, as the oracle. */
function fullTable(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i ? (j ? 0 : i) : j)),
  );
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, d[i - 2]![j - 2]! + 1);
      d[i]![j] = best;
    }
  }
  return d[a.length]![b.length]!;
}

describe('editDistance', () => {
  it.each([
    ['python', 'python', 0],
    ['python', 'pyhton', 1],
    ['python', 'pyton', 1],
    ['excel', 'exelc', 2],
    ['', 'ab', 2],
    ['abc', 'xyz', 3],
  ])('%s to %s is %i', (a, b, expected) => expect(editDistance(a, b, 2)).toBe(expected));

  it('agrees with the full table up to the bound', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, max) => {
        expect(editDistance(a, b, max)).toBe(Math.min(fullTable(a, b), max + 1));
      }),
      { numRuns: 1000 },
    );
  });
});
