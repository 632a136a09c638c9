import fc from 'fast-check';
import { EaseMatrix } from './ease-matrix';

const COURSES = 6;
const basket = fc.uniqueArray(fc.integer({ min: 0, max: COURSES - 1 }), { minLength: 1, maxLength: 4 });

function expectSame(one: EaseMatrix, other: EaseMatrix): void {
  for (let i = 0; i < COURSES; i += 1)
    for (let j = 0; j < COURSES; j += 1) expect(one.weight(i, j)).toBeCloseTo(other.weight(i, j), 9);
}

describe('EaseMatrix', () => {
  it('ties courses that are taken together, and none to itself', () => {
    const ease = EaseMatrix.fit(
      [
        [0, 1],
        [0, 1],
        [0, 1],
        [2, 3],
      ],
      4,
      1,
    );
    expect(ease.weight(0, 1)).toBeGreaterThan(0.5);
    expect(ease.weight(0, 1)).toBeGreaterThan(ease.weight(0, 2));
    expect(ease.weight(0, 0)).toBe(0);
  });

  it('solves the ridge regression of each course on the others', () => {
    const baskets = [[0, 1], [0, 2], [1, 2], [0, 1, 2], [2]];
    const lambda = 2;
    const ease = EaseMatrix.fit(baskets, 3, lambda);
    const has = (row: number[], course: number): number => (row.includes(course) ? 1 : 0);
    for (const target of [0, 1, 2]) {
      for (const source of [0, 1, 2].filter((course) => course !== target)) {
        let gradient = lambda * ease.weight(source, target);
        for (const row of baskets) {
          const foretold = [0, 1, 2].reduce(
            (sum, course) => sum + has(row, course) * ease.weight(course, target),
            0,
          );
          gradient += has(row, source) * (foretold - has(row, target));
        }
        expect(gradient).toBeCloseTo(0, 9);
      }
    }
  });

  it('adds weights as it gives them one by one', () => {
    const ease = EaseMatrix.fit(
      [
        [0, 1, 2],
        [1, 3],
      ],
      4,
      1,
    );
    const scores = new Float64Array(4).fill(1);
    ease.addWeights(1, 2, scores);
    expect([...scores]).toEqual(
      [0, 1, 2, 3].map((course) => expect.closeTo(1 + 2 * ease.weight(1, course), 12)),
    );
  });

  it('is the same after changes as fitted on their result', () => {
    fc.assert(
      fc.property(
        fc.array(basket, { minLength: 1, maxLength: 6 }),
        basket,
        basket,
        (baskets, before, after) => {
          const changed = EaseMatrix.fit([...baskets, before], COURSES, 3);
          changed.changeBasket(before, after);
          expectSame(changed, EaseMatrix.fit([...baskets, after], COURSES, 3));
        },
      ),
    );
  });

  it('is the same after many single steps', () => {
    const stepped = EaseMatrix.fit([], COURSES, 5);
    const baskets: number[][] = [];
    for (let learner = 0; learner < 60; learner += 1) {
      const taken: number[] = [];
      for (const course of [learner % COURSES, (learner * 5 + 1) % COURSES, (learner * 7 + 3) % COURSES]) {
        if (taken.includes(course)) continue;
        stepped.changeBasket(taken, [...taken, course]);
        taken.push(course);
      }
      baskets.push(taken);
    }
    expectSame(stepped, EaseMatrix.fit(baskets, COURSES, 5));
  });

  it('takes in a new course', () => {
    const grown = EaseMatrix.fit(
      [
        [0, 1],
        [1, 2],
      ],
      3,
      2,
    );
    grown.addCourse();
    grown.changeBasket([], [1, 3]);
    const fitted = EaseMatrix.fit(
      [
        [0, 1],
        [1, 2],
        [1, 3],
      ],
      4,
      2,
    );
    expect(grown.size).toBe(4);
    for (const [i, j] of [
      [0, 1],
      [1, 3],
      [3, 1],
      [3, 0],
    ] as const)
      expect(grown.weight(i, j)).toBeCloseTo(fitted.weight(i, j), 10);
  });

  it('is packed and unpacked without loss', () => {
    const ease = EaseMatrix.fit(
      [
        [0, 1, 4],
        [2, 3],
        [1, 5],
      ],
      COURSES,
      1,
    );
    const packed = ease.pack();
    expect(packed).toHaveLength(21);
    expectSame(EaseMatrix.unpack(packed, COURSES, 1), ease);
    expect(() => EaseMatrix.unpack(packed, COURSES + 1, 1)).toThrow(RangeError);
  });
});
