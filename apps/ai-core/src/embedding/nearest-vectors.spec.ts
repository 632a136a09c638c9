import fc from 'fast-check';
import { nearestVectors } from './nearest-vectors';

const vectorOf = (...values: number[]) => Float32Array.from(values);

describe('nearestVectors', () => {
  const vectors = new Map([
    [1, vectorOf(0, 1)],
    [2, vectorOf(1, 0)],
    [3, vectorOf(0.6, 0.8)],
    [4, vectorOf(-1, 0)],
    [5, vectorOf(1, 0)],
  ]);

  it('puts the likest first, ties as they come, and no more than asked for', () => {
    expect(nearestVectors(vectorOf(1, 0), vectors, 10)).toEqual([2, 5, 3, 1, 4]);
    expect(nearestVectors(vectorOf(1, 0), vectors, 3)).toEqual([2, 5, 3]);
    expect(nearestVectors(vectorOf(1, 0), [], 3)).toEqual([]);
  });

  it('compares nothing of another dimension', () => {
    expect(nearestVectors(vectorOf(1, 0, 0), vectors, 10)).toBeUndefined();
  });

  it('orders vectors of any dimension by the sum of their products', () => {
    const value = fc.integer({ min: -9, max: 9 });
    const sameLength = fc
      .integer({ min: 1, max: 11 })
      .chain((length) =>
        fc.array(fc.array(value, { minLength: length, maxLength: length }), { minLength: 2, maxLength: 6 }),
      );
    fc.assert(
      fc.property(sameLength, ([asked = [], ...others]) => {
        const likeness = (vector: number[]) => vector.reduce((sum, one, at) => sum + one * asked[at]!, 0);
        const expected = others
          .map((_, id) => id)
          .sort((a, b) => likeness(others[b]!) - likeness(others[a]!));
        const given = others.map((vector, id) => [id, vectorOf(...vector)] as const);
        expect(nearestVectors(vectorOf(...asked), given, 6)).toEqual(expected);
      }),
    );
  });
});
