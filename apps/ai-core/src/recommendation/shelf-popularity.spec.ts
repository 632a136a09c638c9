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

  it('knows which courses stand together; a course that is gone stands alone', () => {
    expect(shares.together(0, 3)).toBe(true);
    expect(shares.together(0, 2)).toBe(false);
    expect(shares.together(4, 4)).toBe(false);
    const scores = new Float64Array(5);
    shares.addShares(4, 1, scores);
    expect([...scores]).toEqual([0, 0, 0, 0, 0]);
  });
});
