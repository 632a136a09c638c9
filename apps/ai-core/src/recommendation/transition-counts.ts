/** A course taken right after another counts 1, one later 0.9, and so on. */
const GAP_DECAY = 0.9;
/** Courses further back have no more to do with the next one. */
const LOOK_BACK = 20;
/** Keeps courses that few have left from looking certain. */
const SMOOTHING = 5;

/** How often learners went from one course to another, sooner counting more. Courses are numbers. */
export class TransitionCounts {
  private readonly rows = new Map<number, Map<number, number>>();
  private readonly totals = new Map<number, number>();

  static fit(sequences: Iterable<readonly number[]>): TransitionCounts {
    const counts = new TransitionCounts();
    for (const sequence of sequences) {
      for (let at = 1; at < sequence.length; at += 1) counts.add(sequence.slice(0, at), sequence[at]!);
    }
    return counts;
  }

  /** A learner with the courses `before` (the oldest first) took up `next`. About 20 counters change. */
  add(before: readonly number[], next: number): void {
    for (const [gap, source] of before.slice(-LOOK_BACK).reverse().entries()) {
      const gain = GAP_DECAY ** gap;
      const row = this.rows.get(source) ?? new Map<number, number>();
      row.set(next, (row.get(next) ?? 0) + gain);
      this.rows.set(source, row);
      this.totals.set(source, (this.totals.get(source) ?? 0) + gain);
    }
  }

  /** Smoothed share of those who left `source` for `target`, 0 to 1. */
  share(source: number, target: number): number {
    return (this.rows.get(source)?.get(target) ?? 0) / ((this.totals.get(source) ?? 0) + SMOOTHING);
  }

  /** How many went from `source` to `target`, later steps counting less, and what share that is of all who went on (0 to 1). */
  evidence(source: number, target: number): { learners: number; share: number } {
    const learners = this.rows.get(source)?.get(target) ?? 0;
    return { learners, share: learners / Math.max(1, this.totals.get(source) ?? 0) };
  }

  /** scores[j] += scale · share(source, j) for all courses. */
  addShares(source: number, scale: number, scores: Float64Array): void {
    const factor = scale / ((this.totals.get(source) ?? 0) + SMOOTHING);
    for (const [target, count] of this.rows.get(source) ?? []) scores[target]! += factor * count;
  }

  toJSON(): [source: number, row: [target: number, count: number][]][] {
    return [...this.rows].map(([source, row]) => [source, [...row]]);
  }

  static fromJSON(stored: ReturnType<TransitionCounts['toJSON']>): TransitionCounts {
    const counts = new TransitionCounts();
    for (const [source, row] of stored) {
      counts.rows.set(source, new Map(row));
      counts.totals.set(
        source,
        row.reduce((sum, [, count]) => sum + count, 0),
      );
    }
    return counts;
  }
}
