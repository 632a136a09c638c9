import { TransitionCounts } from './transition-counts';

describe('TransitionCounts', () => {
  it('counts the next course in full and later ones less', () => {
    const counts = TransitionCounts.fit([[0, 1, 2]]);
    expect(counts.share(0, 1)).toBeCloseTo(1 / (1.9 + 5), 12);
    expect(counts.share(0, 2)).toBeCloseTo(0.9 / (1.9 + 5), 12);
    expect(counts.share(2, 0)).toBe(0);
  });

  it('tells how many went on to a course, and what share of those who went on', () => {
    const counts = TransitionCounts.fit([
      [0, 1],
      [0, 1],
      [0, 2],
    ]);
    expect(counts.evidence(0, 1)).toEqual({ learners: 2, share: 2 / 3 });
    expect(counts.evidence(1, 0)).toEqual({ learners: 0, share: 0 });
  });

  it('looks back twenty courses', () => {
    const counts = TransitionCounts.fit([Array.from({ length: 22 }, (_, course) => course)]);
    expect(counts.share(1, 21)).toBeGreaterThan(0);
    expect(counts.share(0, 21)).toBe(0);
  });

  it('grows step by step to the same counts', () => {
    const stepped = new TransitionCounts();
    stepped.add([], 3);
    stepped.add([3], 1);
    stepped.add([3, 1], 2);
    expect(stepped.toJSON()).toEqual(TransitionCounts.fit([[3, 1, 2]]).toJSON());
  });

  it('adds shares to scores and is read back from JSON', () => {
    const counts = TransitionCounts.fit([
      [0, 1],
      [0, 2],
      [0, 1],
    ]);
    const scores = new Float64Array(3);
    TransitionCounts.fromJSON(counts.toJSON()).addShares(0, 2, scores);
    expect([...scores]).toEqual([0, 2 * counts.share(0, 1), 2 * counts.share(0, 2)]);
  });
});
