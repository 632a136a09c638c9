import { invertSymmetric } from './symmetric-inverse';

/**
 * EASE^R (Steck 2019, arXiv 1905.03375): item-to-item weights in closed form. With the Gram matrix G of learners by
 * courses and P = (G + λI)⁻¹, the weight of course j for one who has course i is -P[i][j] / P[j][j].
 * Kept as P, so that one learner's change is an exact update instead of a new inverse.
 */
export class EaseMatrix {
  /** -1 / P[j][j], kept between changes: scoring reads them for every course. */
  private reciprocals: Float64Array | undefined;

  private constructor(
    private precision: Float64Array,
    private n: number,
    readonly lambda: number,
  ) {}

  /** Fits on baskets of course numbers (0 to `n - 1`, distinct in a basket). `lambda` > 0 smooths. O(n³). */
  static fit(baskets: Iterable<readonly number[]>, n: number, lambda: number): EaseMatrix {
    const gram = new Float64Array(n * n);
    for (const basket of baskets) {
      for (const i of basket) for (const j of basket) gram[i * n + j] = (gram[i * n + j] ?? 0) + 1;
    }
    for (let i = 0; i < n; i += 1) gram[i * n + i] = (gram[i * n + i] ?? 0) + lambda;
    return new EaseMatrix(invertSymmetric(gram, n), n, lambda);
  }

  get size(): number {
    return this.n;
  }

  /** Weight of `target` for a learner who has `source`; 0 for itself. */
  weight(source: number, target: number): number {
    if (source === target) return 0;
    return -(this.precision[source * this.n + target] ?? 0) / (this.precision[target * this.n + target] ?? 1);
  }

  /** scores[j] += scale · weight(source, j) for all courses. */
  addWeights(source: number, scale: number, scores: Float64Array): void {
    const { n, precision } = this;
    const own = scores[source]!;
    const reciprocals = (this.reciprocals ??= this.readReciprocals());
    const row = precision.subarray(source * n, (source + 1) * n);
    for (let j = 0; j < n; j += 1) scores[j]! += scale * row[j]! * reciprocals[j]!;
    scores[source] = own;
  }

  /** A learner's basket was `before` and is `after`: exact, two updates of rank one (Sherman-Morrison). O(n²). */
  changeBasket(before: readonly number[], after: readonly number[]): void {
    if (after.length > 0) this.update(after, 1);
    if (before.length > 0) this.update(before, -1);
  }

  /** A new course, which nobody has yet; its number is the old size. */
  addCourse(): void {
    const { n } = this;
    const grown = new Float64Array((n + 1) * (n + 1));
    for (let i = 0; i < n; i += 1) grown.set(this.precision.subarray(i * n, (i + 1) * n), i * (n + 1));
    grown[(n + 1) * (n + 1) - 1] = 1 / this.lambda;
    this.precision = grown;
    this.reciprocals = undefined;
    this.n = n + 1;
  }

  /** The upper triangle of P, row by row: n (n + 1) / 2 numbers. */
  pack(): Float64Array {
    const packed = new Float64Array((this.n * (this.n + 1)) / 2);
    let at = 0;
    for (let i = 0; i < this.n; i += 1) {
      packed.set(this.precision.subarray(i * this.n + i, (i + 1) * this.n), at);
      at += this.n - i;
    }
    return packed;
  }

  /** @throws RangeError when the length does not belong to `n`. */
  static unpack(packed: Float64Array, n: number, lambda: number): EaseMatrix {
    if (packed.length !== (n * (n + 1)) / 2) throw new RangeError('The packed matrix has another size');
    const precision = new Float64Array(n * n);
    let at = 0;
    for (let i = 0; i < n; i += 1) {
      for (let j = i; j < n; j += 1) {
        precision[i * n + j] = precision[j * n + i] = packed[at] ?? 0;
        at += 1;
      }
    }
    return new EaseMatrix(precision, n, lambda);
  }

  private readReciprocals(): Float64Array {
    return Float64Array.from({ length: this.n }, (_, j) => -1 / (this.precision[j * this.n + j] ?? 1));
  }

  /** P ∓ (P u uᵀ P) / (1 ± uᵀ P u) for G ± u uᵀ, u being 1 at the basket's courses. */
  private update(basket: readonly number[], sign: 1 | -1): void {
    const { n, precision } = this;
    this.reciprocals = undefined;
    const column = new Float64Array(n);
    for (const item of basket) for (let j = 0; j < n; j += 1) column[j]! += precision[item * n + j]!;
    let quadratic = 0;
    for (const item of basket) quadratic += column[item] ?? 0;
    const scale = sign / (1 + sign * quadratic);
    for (let i = 0; i < n; i += 1) {
      const factor = scale * column[i]!;
      if (factor !== 0) for (let j = 0; j < n; j += 1) precision[i * n + j]! -= factor * column[j]!;
    }
  }
}
