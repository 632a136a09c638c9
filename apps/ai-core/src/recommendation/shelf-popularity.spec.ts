import { ShelfPopularity } from './shelf-popularity';

describe('ShelfPopularity', () => {
  const excel = { domain: 'Excel', language: 'fr' };
  const shares = new ShelfPopularity(
    [3, 1, 5, 0, 9],
    [excel, excel, { ...excel, language: 'en' }, excel, undefined],
  );

  it('shares out the enrolments of a domain and language', () => {
    const scores = new Float64Array(5);
    shares.addShares(1, 2, scores);
    expect([...scores]).toEqual([1.5, 0.5, 0, 0, 0]);
  });

  it('calls popular what is taken as often as its shelf is on average, and by some', () => {
    expect([0, 1, 2, 3, 4].map((course) => shares.isPopularOnShelf(course))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('counts five courses among the most taken, of a large academy a fifth, never what hardly anyone took', () => {
    const most = (enrollments: number[]) => {
      const popularity = new ShelfPopularity(
        enrollments,
        enrollments.map(() => excel),
      );
      return enrollments.flatMap((_, course) => (popularity.isMostTaken(course) ? [course] : []));
    };
    expect(most([9, 8, 2, 0, 7, 6, 5, 4])).toEqual([0, 1, 4, 5, 6]);
    expect(most([2, 1, 0])).toEqual([]);
    expect(most(Array.from({ length: 40 }, (_, course) => 100 - course))).toHaveLength(8);
  });

  it('knows which courses stand together; a course that is gone stands alone', () => {
    expect(shares.together(0, 3)).toBe(true);
    expect(shares.together(0, 2)).toBe(false);
    expect(shares.together(4, 4)).toBe(false);
    const scores = new Float64Array(5);
    shares.addShares(4, 1, scores);
    expect([...scores]).toEqual([0, 0, 0, 0, 0]);
  });
});
