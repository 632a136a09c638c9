import { bestFew } from '../recommendation/best-few';

/**
 * The ids of the vectors that are most like another, the likest first; ties as they come.
 *
 * @param asked of length 1, as all of them are
 * @param limit how many at most
 * @returns undefined when the vectors are not of its dimension
 */
export function nearestVectors(
  asked: Float32Array,
  vectors: Iterable<readonly [id: number, vector: Float32Array]>,
  limit: number,
): number[] | undefined {
  const likenesses: { id: number; likeness: number }[] = [];
  for (const [id, vector] of vectors) {
    if (vector.length !== asked.length) return undefined;
    likenesses.push({ id, likeness: dotProduct(asked, vector) });
  }
  return bestFew(likenesses, limit, (a, b) => b.likeness - a.likeness).map(({ id }) => id);
}

/** Four sums side by side: an addition need not wait for the one before, which takes half the time. */
function dotProduct(a: Float32Array, b: Float32Array): number {
  const whole = a.length - (a.length % 4);
  let [s, t, u, v] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    s += a[i]! * b[i]!;
    t += a[i + 1]! * b[i + 1]!;
    u += a[i + 2]! * b[i + 2]!;
    v += a[i + 3]! * b[i + 3]!;
  }
  for (let i = whole; i < a.length; i += 1) s += a[i]! * b[i]!;
  return s + t + u + v;
}
