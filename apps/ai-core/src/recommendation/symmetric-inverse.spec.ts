import fc from 'fast-check';
import { invertSymmetric } from './symmetric-inverse';

/** A Aᵀ + I is symmetric and positive definite. */
function positiveDefinite(entries: number[], n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < n; k += 1) sum += (entries[i * n + k] ?? 0) * (entries[j * n + k] ?? 0);
      matrix[i * n + j] = sum;
    }
  return matrix;
}

describe('invertSymmetric', () => {
  it('times the matrix is the identity, and it is symmetric', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 49, maxLength: 49 }), (entries) => {
        const n = 7;
        const matrix = positiveDefinite(entries, n);
        const inverse = invertSymmetric(matrix, n);
        for (let i = 0; i < n; i += 1)
          for (let j = 0; j < n; j += 1) {
            let sum = 0;
            for (let k = 0; k < n; k += 1) sum += matrix[i * n + k]! * inverse[k * n + j]!;
            expect(sum).toBeCloseTo(i === j ? 1 : 0, 8);
            expect(inverse[i * n + j]).toBe(inverse[j * n + i]);
          }
      }),
    );
  });

  it('refuses what has no such inverse', () => {
    expect(() => invertSymmetric(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
    expect(() => invertSymmetric(Float64Array.of(Number.NaN), 1)).toThrow(RangeError);
  });

  it('is empty for nothing', () => expect(invertSymmetric(new Float64Array(0), 0)).toHaveLength(0));
});
