import { ContentSimilarity } from './content-similarity';
import { course } from './recommendation.fixture';

describe('ContentSimilarity', () => {
  const similarity = new ContentSimilarity([
    course('a', { title: 'Tableaux croisés avec Excel', keywords: ['excel', 'tableau croisé'] }),
    course('b', { title: 'Un tableau croisé en une heure', keywords: [] }),
    course('c', { title: 'Photographier la nuit', keywords: ['photo'] }),
    course('d', { title: '', keywords: [] }),
  ]);

  it('finds courses on the same matter alike', () => {
    expect(similarity.between('a', 'b')).toBeGreaterThan(0.3);
    expect(similarity.between('a', 'c')).toBe(0);
    expect(similarity.between('a', 'a')).toBeCloseTo(1, 10);
    expect(similarity.between('a', 'b')).toBeCloseTo(similarity.between('b', 'a'), 12);
  });

  it('knows nothing of courses without words or without a place', () => {
    expect(similarity.between('a', 'd')).toBe(0);
    expect(similarity.between('a', 'unknown')).toBe(0);
  });
});
