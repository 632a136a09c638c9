import fc from 'fast-check';
import { bestFew } from './best-few';

describe('bestFew', () => {
  it('is the beginning of the sorted list, stable among equals', () => {
    const item = fc.record({ rank: fc.integer({ min: 0, max: 5 }), id: fc.nat() });
    fc.assert(
      fc.property(fc.array(item), fc.integer({ min: 1, max: 6 }), (items, limit) => {
        const before = (a: { rank: number }, b: { rank: number }): number => a.rank - b.rank;
        expect(bestFew(items, limit, before)).toEqual([...items].sort(before).slice(0, limit));
      }),
    );
  });
});
