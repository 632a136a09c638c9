import fc from 'fast-check';
import { averageOf } from './rating-pipeline';

describe('averageOf', () => {
  it.each([
    [0, 0, 0],
    [5, 1, 5],
    [13, 3, 4.33],
    [14, 3, 4.67],
    [33, 8, 4.13],
    [-3, -1, 0],
  ])('makes %d stars of %d reviews %d', (stars, reviews, average) => {
    expect(averageOf(stars, reviews)).toBe(average);
  });

  it('is never further from the exact average than half a hundredth', () => {
    const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 500 });
    fc.assert(
      fc.property(ratings, (all) => {
        const stars = all.reduce((a, b) => a + b, 0);
        expect(Math.abs(averageOf(stars, all.length) - stars / all.length)).toBeLessThanOrEqual(0.005 + 1e-9);
      }),
    );
  });
});
